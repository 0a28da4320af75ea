import "server-only";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { dayAt, dayEnd, dayStart, daysBetween } from "./calendar";
import { type KeptDay, type KeptDays, readDays } from "./day-rows";
import { TODAY_MS } from "./fetch-day";
import { fetchToday, wantDays } from "./fetch-queue";
import { findGaps, type Span, spansBetween } from "./find-gaps";
import { type MasterClock, readMasterClock } from "./master-clock";
import type { MonitorView } from "./monitor-view";
import { joinSamples, type Samples, samplesWithin } from "./samples";
import { tenancyBegin } from "./tenancy-begin";
import { thinOut } from "./thin-out";
import { toWire } from "./wire";

/** So long an answer waits for today's samples; then it goes out without the newest. */
const WAIT_MS = 1_200;

/** From and before, in Unix seconds. */
interface Range {
  from: number;
  to: number;
}

/**
 * The host's samples of a range, for so many pixel columns: from what is kept, at once. Today's are asked for where a
 * minute has passed; days that are missing are read in the background, and the answer says how many.
 */
export async function monitorViewOf(owned: OwnedHost, range: Range, points: number): Promise<MonitorView> {
  const read = await readRange(owned.tenancyId, range, "today-too");
  const { from } = range;
  const to = Math.min(range.to, Math.max(read.clock.now, from + 1));
  const totals = read.samples.memoryTotal.filter((total) => total !== null);
  return {
    ...toWire(thinOut(read.samples, range.from, range.to, points)),
    from: range.from,
    to: range.to,
    memoryTotal: totals.length > 0 ? totals.reduce((most, total) => Math.max(most, total), 0) : null,
    gaps: findGaps(read.samples.times, read.known),
    unknown: spansBetween([from, to], read.known),
    pending: read.pending,
    refused: read.refused,
    readAt: read.readAt,
    samples: read.samples.times.length,
  };
}

interface ReadRange {
  samples: Samples;
  /** Where what there was is here, in the range. */
  known: Span[];
  pending: number;
  refused: number;
  readAt: number | null;
  clock: MasterClock;
}

/** What is kept of a range; `kept`: and nothing is asked for. */
export async function readRange(
  tenancyId: string,
  range: Range,
  ask: "today-too" | "kept",
): Promise<ReadRange> {
  const [clock, begin] = await Promise.all([readMasterClock(), tenancyBegin(tenancyId)]);
  const notBefore = begin?.notBefore ?? Number.POSITIVE_INFINITY;
  const from = Math.max(range.from, notBefore);
  const to = Math.min(range.to, clock.now + 1);
  const days = from < to ? daysBetween(from, to, clock.likelyOffset) : [];
  const first = await readDays(tenancyId, days);
  const { pending, changed } =
    ask === "today-too" ? await askFor(tenancyId, days, first, clock) : { pending: 0, changed: false };
  const { kept, refused } = changed ? await readDays(tenancyId, days) : first;
  const known = knownSpans(days, kept, clock, { from, to });
  // Before the tenancy there is nothing to wait for.
  const before: Span[] = from > range.from ? [[range.from, Math.min(from, range.to)]] : [];
  const samples = joinSamples(days.flatMap((day) => kept.get(day)?.samples ?? []));
  return {
    samples: samplesWithin(samples, from, to),
    known: [...before, ...known],
    pending,
    refused: refused.size,
    readAt: [...kept.values()].reduce<number | null>(
      (newest, { readAt }) => Math.max(newest ?? 0, readAt),
      null,
    ),
    clock,
  };
}

function knownSpans(days: readonly string[], kept: Map<string, KeptDay>, clock: MasterClock, range: Range) {
  return days.flatMap((day): Span[] => {
    const found = kept.get(day);
    if (!found) {
      return [];
    }
    const end = dayEnd(day, clock.likelyOffset);
    const span: Span = [
      Math.max(range.from, dayStart(day, clock.likelyOffset)),
      Math.min(range.to, found.complete ? end : Math.min(end, found.readAt)),
    ];
    return span[1] > span[0] ? [span] : [];
  });
}

/** The newest first: it is what people look at. Today's are waited for, for a moment. */
async function askFor(
  tenancyId: string,
  days: readonly string[],
  { kept, refused }: KeptDays,
  clock: MasterClock,
): Promise<{ pending: number; changed: boolean }> {
  const today = dayAt(clock.now, clock.likelyOffset);
  const due = days.filter((day) => !refused.has(day) && isDue(kept.get(day))).toReversed();
  const past = due.filter((day) => day !== today);
  wantDays(tenancyId, past);
  if (!due.includes(today)) {
    return { pending: past.length, changed: false };
  }
  const came = await Promise.race([fetchToday(tenancyId, today), after(WAIT_MS)]);
  // Still on its way, here or elsewhere; a fault is no reason to ask again in a moment.
  const late = came === "late" || (came === "elsewhere" && !kept.has(today));
  return { pending: past.length + (late ? 1 : 0), changed: came === "kept" };
}

const isDue = (day: KeptDay | undefined): boolean =>
  !day || (!day.complete && Date.now() - day.readAt * 1000 >= TODAY_MS);

function after(ms: number): Promise<"late"> {
  return new Promise((resolve) => setTimeout(resolve, ms, "late").unref());
}
