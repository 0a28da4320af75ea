import "server-only";
import { and, eq } from "drizzle-orm";
import { config } from "../config";
import { database, pool } from "../db/connection";
import { ADVISORY_LOCKS } from "../db/locks";
import { accounts } from "../db/schema";
import { log } from "../log";
import { parseUserId } from "../rstack/ids";
import { customersInUse, noteAsked, type Turn, whoseTurn } from "./customers-in-use";
import { askMaster, askMasterInPassing, recordLook } from "./record-look";
import type { Standing } from "./standing";

/** More than a short budget lets through: who waits for it holds up nobody else. */
const AT_ONCE = 32;

/** Asks the master about a customer now. Null where there is no such customer; `silent`: the last status holds. */
export async function confirmCustomer(
  accountId: string,
  signal?: AbortSignal,
): Promise<{ status: Standing["status"]; silent: boolean } | null> {
  const [row] = await database()
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.role, "customer")));
  const userId = parseUserId(row?.userId);
  if (userId === null) {
    return null;
  }
  const look = await askMaster(userId, signal);
  const standing = await recordLook(accountId, look);
  return standing && { status: standing.status, silent: look === "silent" };
}

/** One round over all instances' customers, its questions spread over `spreadMs`. Nothing where another instance is at it. */
export async function checkStatuses(now = new Date(), spreadMs = 0): Promise<void> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [
      ADVISORY_LOCKS.statusChecks,
    ]);
    if (!rows[0]?.mine) {
      return;
    }
    try {
      await askAll(whoseTurn(await customersInUse(now), now, roundMs()), now, spreadMs);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [ADVISORY_LOCKS.statusChecks]);
    }
  } finally {
    client.release();
  }
}

async function askAll(turns: Turn[], now: Date, spreadMs: number): Promise<void> {
  const queue = turns.entries();
  const began = performance.now();
  const worker = async () => {
    for (const [n, { userId, accountIds, early }] of queue) {
      await pause(began + (spreadMs * n) / turns.length - performance.now());
      const look = early ? await askMasterInPassing(userId) : await askMaster(userId);
      if (look === null) {
        continue;
      }
      noteAsked(userId, now);
      for (const accountId of accountIds) {
        await recordLook(accountId, look);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, turns.length) }, worker));
}

const pause = (ms: number) => (ms > 1 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : undefined);

/** How often it is looked whose turn it is. */
function roundMs(): number {
  const { checkMs, secondLookMs } = config().status;
  return Math.max(100, Math.min(2_500, checkMs / 8, secondLookMs / 4));
}

/** Keeps asking in the background until the returned function is called. */
export function startStatusChecks(): () => void {
  const everyMs = roundMs();
  let stopped = false;
  let timer: NodeJS.Timeout;
  const round = async () => {
    try {
      await checkStatuses(new Date(), everyMs);
    } catch (err) {
      log.warn({ err }, "the customers' statuses could not be checked");
    }
    if (!stopped) {
      again();
    }
  };
  const again = () => {
    timer = setTimeout(() => void round(), 1_000);
    timer.unref();
  };
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
