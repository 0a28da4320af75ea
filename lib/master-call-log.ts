import "server-only";
import { isTransportFault } from "@/lib/rstack/guard";
import type { Fault } from "@/lib/rstack/outcome";
import type { CallRecord } from "@/lib/rstack/retrying-caller";

/** What the calls since the last flush came to. Times are milliseconds since 1970. */
export interface CallSummary {
  /** By the minute that they ended in. */
  minutes: Map<number, MinuteCounts>;
  lastAnswerAt: number | null;
  /** The first of the faults since which no answer came, once they are more than a hiccup. */
  downSince: number | null;
  lastFault: { fault: Fault; action: string; vmId?: string; at: number } | null;
  clockSkew: { ms: number; at: number } | null;
}

export interface MinuteCounts {
  calls: number;
  refused: number;
  failed: number;
  totalMs: number;
  slowestMs: number;
}

/** One fault can be a hiccup; after this many in a row the pages say that the master doesn't answer. */
const DOWN_AFTER = 2;
const MINUTE = 60_000;

/**
 * Gathers calls and hands them on at most once in `everyMs`. A flush that fails loses its counts, never the call that
 * was counted.
 */
export class CallRecorder {
  #summary = emptySummary();
  #faults = 0;
  #firstFaultAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(
    readonly write: (summary: CallSummary) => Promise<void>,
    readonly everyMs = 1_000,
  ) {}

  readonly record = (call: CallRecord): void => {
    if (!leftThePanel(call)) {
      return;
    }
    this.#count(call);
    const summary = this.#summary;
    if (call.clockSkewMs !== null) {
      summary.clockSkew = { ms: call.clockSkewMs, at: call.at };
    }
    if (call.fault !== null) {
      const { fault, action, vmId, at } = call;
      summary.lastFault = { fault, action, ...(vmId !== undefined && { vmId }), at };
    }
    if (call.fault === null || call.fault.kind === "refused") {
      this.#faults = 0;
      summary.lastAnswerAt = call.at;
      summary.downSince = null;
    } else if (isSilence(call.fault)) {
      this.#faults++;
      this.#firstFaultAt = this.#faults === 1 ? call.at - call.ms : this.#firstFaultAt;
      summary.downSince = this.#faults >= DOWN_AFTER ? this.#firstFaultAt : null;
    }
    this.#timer ??= setTimeout(() => void this.flush(), this.everyMs).unref();
  };

  /** Writes what there is. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    const summary = this.#summary;
    this.#summary = { ...emptySummary(), downSince: summary.downSince };
    this.#flushing = this.#flushing.then(() => this.write(summary)).catch(() => {});
    return this.#flushing;
  }

  #count(call: CallRecord): void {
    const minute = Math.floor(call.at / MINUTE) * MINUTE;
    const counts = this.#summary.minutes.get(minute) ?? {
      calls: 0,
      refused: 0,
      failed: 0,
      totalMs: 0,
      slowestMs: 0,
    };
    counts.calls++;
    counts.refused += call.fault?.kind === "refused" ? 1 : 0;
    counts.failed += call.fault !== null && call.fault.kind !== "refused" ? 1 : 0;
    counts.totalMs += call.ms;
    counts.slowestMs = Math.max(counts.slowestMs, call.ms);
    this.#summary.minutes.set(minute, counts);
  }
}

const emptySummary = (): CallSummary => ({
  minutes: new Map(),
  lastAnswerAt: null,
  downSince: null,
  lastFault: null,
  clockSkew: null,
});

/** What the panel itself held back says nothing of the master. */
function leftThePanel({ fault }: CallRecord): boolean {
  const own = ["breaker-open", "busy", "budget", "cancelled", "withdrawn", "invalid-parameters"];
  return fault === null || fault.kind === "refused" || !own.includes(fault.cause);
}

/** Somebody else answered, or nobody. An answer of the master's that can't be read isn't silence. */
const isSilence = (fault: Fault): boolean =>
  isTransportFault(fault) ||
  (fault.kind !== "refused" && ["redirect", "html", "plain-http"].includes(fault.cause));
