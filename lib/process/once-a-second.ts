import "server-only";
import { perProcess } from "../per-process";

const FRESH_MS = 1_000;

interface Asked<T> {
  /** Null while it runs. */
  endedAt: number | null;
  answer: Promise<T>;
}

/**
 * Asks once, however many want to know at the same time; the answer is good for a second. For what anybody may ask without
 * a session. `ask` must not reject.
 */
export function onceASecond<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const kept = perProcess(`once-a-second ${name}`, () => ({ asked: null as Asked<T> | null }));
  const { asked } = kept;
  if (asked && (asked.endedAt === null || Date.now() - asked.endedAt < FRESH_MS)) {
    return asked.answer;
  }
  const begun: Asked<T> = { endedAt: null, answer: ask() };
  kept.asked = begun;
  void begun.answer.then(() => {
    begun.endedAt = Date.now();
  });
  return begun.answer;
}
