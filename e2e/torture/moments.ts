import type { SeededRandom } from "../../lib/simulator/fleet/random";

/** Customers of the simulator's generated fleet; each has hosts of the run's own beside theirs. */
export const CUSTOMERS = ["10001", "10002", "20000", "20001", "20002", "20003"] as const;

export interface Timed {
  /** Milliseconds since the start of the run. */
  at: number;
}

/** Moments on average `everyMs` apart, none in the first seconds. */
export function moments(random: SeededRandom, endMs: number, everyMs: number): number[] {
  const found: number[] = [];
  for (let at = 5_000 + everyMs * random.next(); at < endMs; at += everyMs * (0.4 + 1.2 * random.next())) {
    found.push(Math.round(at));
  }
  return found;
}
