import { existsSync, readFileSync } from "node:fs";

/** So many clock ticks of Linux are a second, on every machine that Node runs on. */
const TICK_MS = 10;

/** Processor time of a process so far, its threads included, in ms. Null where the system doesn't tell: it has no /proc. */
export function cpuMsOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) {
    return null;
  }
  // The name before it may hold anything, blanks and brackets too.
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
