import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { cleanText } from "@/lib/hosts/clean-text";
import { unreadableIn } from "@/lib/hosts/list-problem";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { parseVmId, type VmId } from "@/lib/rstack/ids";
import type { CallPriority, MonitorSample } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { dayAt, dayBounds, daysBetween, hasEnded } from "./calendar";
import { keepDay, leaseDay, readDays, restDay } from "./day-rows";
import { type Drawing, drawingOf } from "./drawing";
import { keepDrawing } from "./drawing-rows";
import { learnOffset, offsetIn, readMasterClock } from "./master-clock";
import { joinSamples, noSamples, type Samples, samplesWithin } from "./samples";
import { tenancyBegin } from "./tenancy-begin";

const DAY = 86_400;

/** Draws a host anew from what is kept; nothing where the day that came is none of the last 24 hours. */
async function redraw(tenancyId: string, day: string): Promise<Drawing | null> {
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

/** How often a day that isn't over is asked for, whoever looks. */
export const TODAY_MS = 60_000;
/** After a fault; a refusal, or what can't be read, is an answer, and is not asked for again so soon. */
const REST_MS = 20_000;
const REFUSED_MS = 15 * 60_000;

/** `elsewhere`: asked for within the last minute, by another instance just now, or complete; `over`: not theirs any more. */
export type Fetched = "kept" | "elsewhere" | "over" | Fault;

/** Asks the master for one day of the host of a tenancy and keeps it. The only place that calls `vm_monitor` for samples. */
export async function fetchDay(
  tenancyId: string,
  day: string,
  priority: Extract<CallPriority, "drawing" | "open-host">,
): Promise<Fetched> {
  const begin = await tenancyBegin(tenancyId);
  const vmId = parseVmId(begin?.vmId);
  if (!begin || !vmId) {
    return "over";
  }
  if (!(await leaseDay(tenancyId, day, TODAY_MS))) {
    return "elsewhere";
  }
  const clock = await readMasterClock();
  const outcome = await master().readMonitorDay(vmId, day, { priority });
  if (!outcome.ok) {
    const isAnswered = outcome.fault.kind === "refused" || unreadableIn(outcome.fault) !== null;
    await restDay(tenancyId, day, isAnswered ? REFUSED_MS : REST_MS);
    log.debug({ vmId, day, fault: outcome.fault.kind }, "a day of samples did not come");
    return outcome.fault;
  }
  const told = offsetIn(outcome.value);
  await learnOffset(clock, told, day);
  const { from, to } = dayBounds(day, [told, clock.offset]);
  await keepDay(tenancyId, day, {
    samples: samplesOf(outcome.value, { from: Math.max(from, begin.notBefore), to }),
    complete: hasEnded(day, clock.now, [told, clock.offset]),
  });
  await redraw(tenancyId, day);
  if (day === dayAt(clock.now, clock.likelyOffset)) {
    await noteVersion(vmId, cleanText(outcome.value.at(-1)?.systemVersion ?? null, 60));
  }
  return "kept";
}

/** Which RStack the host's node runs: nothing else tells. */
async function noteVersion(vmId: VmId, version: string | null): Promise<void> {
  if (version !== null) {
    await database().execute(sql`update nodes set system_version = ${version}
      where system_version is distinct from ${version} and node_id = (select node_id from hosts where vm_id = ${vmId})`);
  }
}

/**
 * The master's rows of one day, sorted as they come, as columns; before `from` and from `to` on (Unix seconds) they are
 * dropped: one that a wrong clock put decades ahead would stand before every day that follows.
 */
export function samplesOf(
  rows: readonly MonitorSample[],
  { from, to }: { from: number; to: number },
): Samples {
  const samples = noSamples();
  const { times, memoryTotal, values } = samples;
  for (const row of rows) {
    if (row.unixSeconds < from || row.unixSeconds >= to || row.unixSeconds <= (times.at(-1) ?? 0)) {
      continue;
    }
    times.push(row.unixSeconds);
    memoryTotal.push(row.memoryTotal);
    values.cpu.push(row.cpuPercent);
    values.memory.push(memoryUsedOf(row));
    values.systemRead.push(row.systemRead);
    values.systemWrite.push(row.systemWrite);
    values.dataRead.push(row.dataRead);
    values.dataWrite.push(row.dataWrite);
    values.up.push(row.networkUp);
    values.down.push(row.networkDown);
  }
  return samples;
}

/** How far a rounded percent may stand from the two figures that it was worked out of. */
const ROUNDED_PERCENT = 1;

/**
 * In MB. The vendor's own sample says 1024 of 1024 and 0 %: where percent and figures contradict each other, the first
 * figure is what the host was given, and the percent tells how much of it is used.
 */
function memoryUsedOf({ memoryUsed, memoryTotal, memoryPercent }: MonitorSample): number | null {
  if (memoryPercent === null || memoryPercent > 100 || !memoryTotal) {
    return memoryUsed;
  }
  const byFigures = memoryUsed === null ? null : (memoryUsed / memoryTotal) * 100;
  return byFigures !== null && Math.abs(byFigures - memoryPercent) <= ROUNDED_PERCENT
    ? memoryUsed
    : (memoryTotal * memoryPercent) / 100;
}
