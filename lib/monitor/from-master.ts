import type { MonitorSample } from "@/lib/rstack/master-client";
import { noSamples, type Samples } from "./samples";

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
