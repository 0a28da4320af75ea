import "server-only";
import { config } from "../config";
import { subscribe } from "../db/notify";
import { log } from "../log";
import { perProcess } from "../per-process";
import { type Follower, follow } from "./follow";
import { leaseFree, releaseLeases } from "./leases";
import { dueRefusals, lookAfterRefusal } from "./refusals";

type State = { followed: Map<string, Follower>; stop: (() => void) | null };

const state = () => perProcess<State>("reconciler", () => ({ followed: new Map(), stop: null }));

/** Without a notice, too: so it finds what a dead instance left. */
const LOOK_MS = 1_500;

/**
 * Follows every operation in progress to its end, whoever began it, and looks after refusals for a while. Runs in each
 * instance; a lease on the row keeps two from doing the same work. Returns how to stop it: its leases are released, so
 * that another instance goes on at once.
 */
export function startReconciler(): () => void {
  const running = state();
  if (running.stop) {
    return running.stop;
  }
  const look = looker(running);
  const timer = setInterval(look, Math.min(LOOK_MS, 3 * config().live.motionMs));
  const unsubscribe = subscribe((notice) => {
    if (notice.type === "operation" || notice.type === "resync") {
      look();
    }
  });
  running.stop = () => {
    running.stop = null;
    clearInterval(timer);
    unsubscribe();
    const ids = [...running.followed.keys()];
    for (const follower of running.followed.values()) {
      follower.stop();
    }
    running.followed.clear();
    releaseLeases(ids).catch((err) => log.warn({ err }, "leases could not be given back"));
  };
  look();
  return running.stop;
}

/** One look at a time. A call during a look leads to one more after it. */
function looker(running: State): () => void {
  let looking = false;
  let again = false;
  return function look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    Promise.all([takeOver(running), lookAfterRefusals()])
      .catch((err) => log.warn({ err }, "the ledger could not be looked through"))
      .finally(() => {
        looking = false;
        if (again && running.stop) {
          again = false;
          look();
        }
      });
  };
}

async function takeOver(running: State): Promise<void> {
  for (const row of await leaseFree()) {
    if (!running.stop) {
      await releaseLeases([row.id]);
      continue;
    }
    running.followed.get(row.id)?.stop();
    const follower = follow(row, () => {
      if (running.followed.get(row.id) === follower) {
        running.followed.delete(row.id);
      }
    });
    running.followed.set(row.id, follower);
  }
}

/** Refusals hold no host, so they aren't followed: each look stands alone. */
async function lookAfterRefusals(): Promise<void> {
  for (const row of await dueRefusals()) {
    lookAfterRefusal(row).catch((err) =>
      log.warn({ err, operation: row.id }, "a refusal could not be looked after"),
    );
  }
}
