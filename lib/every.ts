import { log } from "./log";

interface Pace {
  /** Milliseconds until the first look; 0: at once. Without it the first one comes after `ms`. */
  firstMs?: number;
  /** Whether a call that comes during a look makes one more after it: it may have been told of just too late. */
  again?: boolean;
}

export interface Repeated {
  /** A look out of turn; none while one is under way, unless `again`. */
  look: () => void;
  stop: () => void;
}

/** Does the same work again and again in the background, one at a time; a fault of it is logged as `failed`. */
export function every(ms: number, failed: string, work: () => Promise<unknown>, pace: Pace = {}): Repeated {
  let busy = false;
  let again = false;
  let stopped = false;
  const look = () => {
    if (busy || stopped) {
      again ||= busy && pace.again === true;
      return;
    }
    busy = true;
    work()
      .catch((err) => log.warn({ err }, failed))
      .finally(() => {
        busy = false;
        if (again) {
          again = false;
          look();
        }
      });
  };
  const timer = setInterval(look, ms).unref();
  const first = pace.firstMs === undefined ? null : setTimeout(look, pace.firstMs).unref();
  return {
    look,
    stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(first ?? undefined);
    },
  };
}
