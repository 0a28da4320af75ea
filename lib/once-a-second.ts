import "server-only";
import { inBackground } from "./db/connection";
import { perProcess } from "./per-process";
import { outsideRequest } from "./request-context";

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

const RENEW_MS = 500;
/** Nobody asks any more: it is not renewed either. */
const ASKED_MS = 60_000;

interface Renewed<T> {
  answer: T | null;
  answeredAt: number;
  askedAt: number;
  running: Promise<T> | null;
  timer: NodeJS.Timeout | null;
}

/**
 * The same for what has to answer at once however busy the database is: while somebody asks now and then, the answer is
 * renewed twice a second in the background, and only one that is more than a second old is waited for. `ask` must not reject.
 */
export function renewedTwiceASecond<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const kept = perProcess(
    `renewed ${name}`,
    (): Renewed<T> => ({ answer: null, answeredAt: 0, askedAt: 0, running: null, timer: null }),
  );
  const renew = (): Promise<T> => {
    kept.running ??= ask().then((answer) => {
      Object.assign(kept, { answer, answeredAt: Date.now(), running: null });
      return answer;
    });
    return kept.running;
  };
  kept.askedAt = Date.now();
  kept.timer ??= outsideRequest(() => inBackground(() => setInterval(tick, RENEW_MS).unref()));
  function tick() {
    if (Date.now() - kept.askedAt < ASKED_MS) {
      void renew();
    } else if (kept.timer) {
      clearInterval(kept.timer);
      kept.timer = null;
    }
  }
  const { answer } = kept;
  return answer !== null && Date.now() - kept.answeredAt < FRESH_MS ? Promise.resolve(answer) : renew();
}
