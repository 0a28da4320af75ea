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
    values.memory.push(row.memoryUsed);
    values.systemRead.push(row.systemRead);
    values.systemWrite.push(row.systemWrite);
    values.dataRead.push(row.dataRead);
    values.dataWrite.push(row.dataWrite);
    values.up.push(row.networkUp);
    values.down.push(row.networkDown);
  }
  return samples;
}
