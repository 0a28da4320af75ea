import "server-only";
import { dayAt, daysBetween } from "./calendar";
import { readDays } from "./day-rows";
import { type Drawing, drawingOf } from "./drawing";
import { keepDrawing } from "./drawing-rows";
import { readMasterClock } from "./master-clock";
import { joinSamples, samplesWithin } from "./samples";
import { tenancyBegin } from "./tenancy-begin";

const DAY = 86_400;

/** Draws a host anew from what is kept; nothing where the day that came is none of the last 24 hours. */
export async function redraw(tenancyId: string, day: string): Promise<Drawing | null> {
  const [clock, begin] = await Promise.all([readMasterClock(), tenancyBegin(tenancyId)]);
  const days = daysBetween(clock.now - DAY, clock.now, clock.likelyOffset);
  if (!begin || !days.includes(day)) {
    return null;
  }
  const { kept } = await readDays(tenancyId, days);
  const today = kept.get(dayAt(clock.now, clock.likelyOffset));
  if (!today) {
    return null;
  }
  const samples = joinSamples(days.flatMap((one) => kept.get(one)?.samples ?? []));
  const drawing = drawingOf(
    samplesWithin(samples, begin.notBefore, Number.POSITIVE_INFINITY),
    Math.floor(Math.min(clock.now, today.readAt)),
  );
  await keepDrawing(tenancyId, drawing);
  return drawing;
}
