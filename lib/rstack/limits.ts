import type { Lane } from "./guard";
import type { Fault } from "./outcome";

/** What a call may cost. Times in milliseconds; each is an option so that tests needn't wait. */
export interface CallLimits {
  /** How long it may wait for the budget and for a place. */
  waitMs: number;
  /** One attempt, from the first byte sent to the answer's head. */
  answerMs: number;
  bodyMs: number;
  /** All attempts, their waits included. */
  totalMs: number;
  /** All attempts. */
  maxBytes: number;
  retries: number;
}

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Record<Lane, CallLimits> = {
  query: { waitMs: 8_000, answerMs: 5_000, bodyMs: 5_000, totalMs: 8_000, maxBytes: 8 * MB, retries: 2 },
  // The whole fleet; 50,000 hosts are 40 MB.
  bulk: {
    waitMs: 60_000,
    answerMs: 120_000,
    bodyMs: 120_000,
    totalMs: 120_000,
    maxBytes: 256 * MB,
    retries: 0,
  },
  // Sent once, ever; the wait before that may be longer than the master's answer.
  command: { waitMs: 5_000, answerMs: 15_000, bodyMs: 5_000, totalMs: 25_000, maxBytes: MB, retries: 0 },
};

export const CONNECT_MS = 3_000;

/** The n-th retry waits anything up to this (full jitter), so that instances don't come back in step. */
export const retryDelayMs = (retry: number, random: () => number): number =>
  Math.floor(random() * Math.min(2_000, 200 * 2 ** retry));

/**
 * At most a tenth more calls through retries, however many fail: a master that is overloaded must not be asked three
 * times as often for it.
 */
export class RetryAllowance {
  #tokens = 10;
  earn(): void {
    this.#tokens = Math.min(10, this.#tokens + 0.1);
  }
  spend(): boolean {
    if (this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    return true;
  }
}

/** Only what may be over in a moment. */
const WORTH_ANOTHER: ReadonlySet<string> = new Set([
  "dns",
  "connect-refused",
  "connect-timeout",
  "connect-failed",
  "answer-timeout",
  "body-timeout",
  "reset",
  "http-status",
]);
export const isWorthAnother = (fault: Fault) => fault.kind !== "refused" && WORTH_ANOTHER.has(fault.cause);

/** With less time left another try would only be cut off. Timers may fire that much early. */
export const LEAST_TRY_MS = 10;
