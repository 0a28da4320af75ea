import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from "cockatiel";
import type { Fault, NotSentCause } from "./outcome";

/** The lanes of the bulkhead: a slow fleet listing takes no place from a click, and queries none from commands. */
export type Lane = "command" | "query" | "bulk";

export interface GuardSettings {
  /** Called when calls are held back from now on, and when they go again. */
  onBreaker?(isOpen: boolean): void;
  breakAfterFaults: number;
  halfOpenAfterMs: number;
  lanes: Record<Lane, { running: number; waiting: number }>;
}

const TRANSPORT_FAULTS: ReadonlySet<string> = new Set([
  "dns",
  "connect-refused",
  "connect-timeout",
  "connect-failed",
  "tls",
  "answer-timeout",
  "body-timeout",
  "reset",
  "http-status",
]);

/** What says that the master can't be reached. A refusal is an answer, and so is one that can't be read. */
export const isTransportFault = (fault: Fault): boolean =>
  fault.kind !== "refused" && TRANSPORT_FAULTS.has(fault.cause);

type Guarded = { fault: Fault | null };
export type NotAdmitted = Extract<NotSentCause, "busy" | "breaker-open" | "cancelled" | "withdrawn">;

export interface Guard {
  /**
   * Runs a call once its lane has room and if the breaker lets it; else says why nothing was sent. `before` runs in the
   * lane and outside the breaker: what it asks the master is a call of its own.
   */
  run<T extends Guarded>(
    lane: Lane,
    wait: { ms: number; signal: AbortSignal },
    call: () => Promise<T>,
    before?: () => Promise<boolean>,
  ): Promise<T | NotAdmitted>;
  state(): "closed" | "open" | "half-open";
  /** Whether a call would be turned away now: known before it takes from the budget. */
  isShut(): boolean;
}

/**
 * Cancelled by the caller: says nothing of the master, so the breaker must count it neither way. One that was the probe
 * leaves it open, though: what nobody saw answer isn't there again.
 */
class Neutral<T> extends Error {
  constructor(
    readonly result: T,
    readonly wasProbe: boolean,
  ) {
    super("cancelled");
  }
}

export function createGuard(settings: GuardSettings): Guard {
  const breaker = circuitBreaker(
    handleWhenResult(
      (result) => isGuarded(result) && result.fault !== null && isTransportFault(result.fault),
    ).orWhen((error) => error instanceof Neutral && error.wasProbe),
    {
      halfOpenAfter: settings.halfOpenAfterMs,
      breaker: new ConsecutiveBreaker(settings.breakAfterFaults),
    },
  );
  let openedAt = 0;
  let isHeldBack = false;
  const tell = (isOpen: boolean) => {
    if (isOpen !== isHeldBack) {
      isHeldBack = isOpen;
      settings.onBreaker?.(isOpen);
    }
  };
  breaker.onBreak(() => {
    openedAt = Date.now();
    tell(true);
  });
  breaker.onReset(() => tell(false));
  const lane = (name: Lane) => bulkhead(settings.lanes[name].running, settings.lanes[name].waiting);
  const lanes = { command: lane("command"), query: lane("query"), bulk: lane("bulk") };

  async function throughBreaker<T extends Guarded>(call: () => Promise<T>): Promise<T | NotAdmitted> {
    if (breaker.state === CircuitState.HalfOpen) {
      // cockatiel would let the others wait for the probe; they are told at once instead.
      return "breaker-open";
    }
    const isProbe = breaker.state !== CircuitState.Closed;
    try {
      return await breaker.execute(async () => {
        const result = await call();
        if (result.fault !== null && result.fault.kind !== "refused" && result.fault.cause === "cancelled") {
          throw new Neutral(result, isProbe);
        }
        return result;
      });
    } catch (error) {
      if (error instanceof Neutral) {
        return error.result as T;
      }
      if (error instanceof BrokenCircuitError) {
        return "breaker-open";
      }
      throw error;
    }
  }

  return {
    run(name, wait, call, before) {
      return enter(lanes[name], wait, async () =>
        before && !(await before()) ? "withdrawn" : throughBreaker(call),
      );
    },
    state: () =>
      breaker.state === CircuitState.Closed
        ? "closed"
        : breaker.state === CircuitState.HalfOpen
          ? "half-open"
          : "open",
    isShut: () =>
      breaker.state === CircuitState.HalfOpen ||
      (breaker.state === CircuitState.Open && Date.now() - openedAt < settings.halfOpenAfterMs),
  };
}

const isGuarded = (result: unknown): result is Guarded =>
  typeof result === "object" && result !== null && "fault" in result;

/** Waits for a place no longer than it may; a place that comes too late is given back unused. */
function enter<T>(
  lane: ReturnType<typeof bulkhead>,
  wait: { ms: number; signal: AbortSignal },
  work: () => Promise<T | NotAdmitted>,
): Promise<T | NotAdmitted> {
  return new Promise((resolve, reject) => {
    let gaveUp = false;
    const giveUp = (why: NotAdmitted) => {
      gaveUp = true;
      stopWaiting();
      resolve(why);
    };
    const cancel = () => giveUp("cancelled");
    const timer = setTimeout(() => giveUp("busy"), wait.ms);
    const stopWaiting = () => {
      clearTimeout(timer);
      wait.signal.removeEventListener("abort", cancel);
    };
    if (wait.signal.aborted) {
      cancel();
      return;
    }
    wait.signal.addEventListener("abort", cancel, { once: true });
    lane
      .execute(async () => {
        stopWaiting();
        return gaveUp ? "busy" : work();
      })
      .then(resolve, (error: unknown) => {
        stopWaiting();
        if (error instanceof BulkheadRejectedError) {
          resolve("busy");
        } else {
          reject(error);
        }
      });
  });
}
