import { performance } from "node:perf_hooks";
import { perProcess } from "../per-process";
import { currentRequest } from "../request-context";

export type Work = "read" | "action";

/** How many requests of one account an instance answers at the same time, of each kind of work, while its one thread has time. */
export const AT_ONCE = 8;
/** While it has none: more would be done no sooner, and every other account's page would wait for a part of each. */
export const AT_ONCE_WHEN_BUSY = 2;
/** The part of the time that the thread works, above which it has none. */
const BUSY = 0.8;
/** Between two looks at that, while requests wait. */
export const LOOK_MS = 10;
/** Far more than twelve tabs need that load at once. */
export const MOST_WAITING = 200;
const LONGEST_WAIT_MS = 10_000;

interface Share {
  inProgress: number;
  waiting: ((turn: boolean) => void)[];
}

const shares = perProcess("fair-shares", () => new Map<string, Share>());
const looking = perProcess("fair-shares looking", () => ({ timer: null as NodeJS.Timeout | null }));

/**
 * Waits until the account has room for one more request, first come first served. False: too many wait, or it took too
 * long. A request takes one turn of each kind of work and gives it back with its answer, or earlier by `release`. Outside
 * of requests nothing waits.
 */
export async function takeTurn(accountId: string, work: Work): Promise<boolean> {
  const request = currentRequest();
  if (!request) {
    return true;
  }
  request.turns ??= {};
  request.turns[work] ??= enter(`${work} ${accountId}`).then((leave) => {
    if (leave) {
      // The caller may have hung up meanwhile.
      request.endedAt === undefined ? request.release.push(leave) : leave();
    }
    return leave !== null;
  });
  return request.turns[work];
}

/** For an answer that stays open, such as an event stream, so that nobody waits for it. */
export function giveBackTurns(): void {
  for (const release of currentRequest()?.release.splice(0) ?? []) {
    release();
  }
}

async function enter(key: string): Promise<(() => void) | null> {
  const share = shares.get(key) ?? { inProgress: 0, waiting: [] };
  shares.set(key, share);
  if (share.inProgress < AT_ONCE_WHEN_BUSY) {
    share.inProgress++;
    return () => leave(key, share);
  }
  if (share.waiting.length >= MOST_WAITING) {
    return null;
  }
  const turn = await new Promise<boolean>((resolve) => {
    const giveUp = setTimeout(() => {
      share.waiting.splice(share.waiting.indexOf(go), 1);
      resolve(false);
    }, LONGEST_WAIT_MS);
    const go = () => {
      clearTimeout(giveUp);
      resolve(true);
    };
    share.waiting.push(go);
    look();
  });
  return turn ? () => leave(key, share) : null;
}

/** Gives the place to the request that has waited longest, unless as many go on as may while the thread is busy. */
function leave(key: string, share: Share): void {
  share.inProgress--;
  if (share.inProgress < AT_ONCE_WHEN_BUSY) {
    begin(share);
  }
  if (share.inProgress === 0) {
    shares.delete(key);
  }
}

function begin(share: Share): void {
  const next = share.waiting.shift();
  if (next) {
    share.inProgress++;
    next(true);
  }
}

/** Until nobody waits: whoever does goes on as soon as the thread has time, such as while pages wait for RStack. */
function look(): void {
  if (looking.timer) {
    return;
  }
  let before = performance.eventLoopUtilization();
  looking.timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    const waiting = [...shares.values()].filter((share) => share.waiting.length > 0);
    for (const share of utilization < BUSY ? waiting : []) {
      if (share.inProgress < AT_ONCE) begin(share);
    }
    if (waiting.length === 0 && looking.timer) {
      clearInterval(looking.timer);
      looking.timer = null;
    }
  }, LOOK_MS);
}
