import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { config } from "../config";
import { database, pool } from "../db/connection";
import { ADVISORY_LOCKS } from "../db/locks";
import { accounts } from "../db/schema";
import { log } from "../log";
import { perProcess } from "../per-process";
import { parseUserId, type UserId } from "../rstack/ids";
import { askMaster, recordLook } from "./record-look";
import type { Standing } from "./standing";

const AT_ONCE = 4;

/** When each customer was last asked about, answered or not: a silent master is not asked again at every tick. */
const askedAt = perProcess("status-asked", () => new Map<string, number>());

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

/** Customers with a live session, of whom the master has not spoken for a while, or whose second look is due. */
async function dueCustomers(now: Date): Promise<Map<UserId, string[]>> {
  const { checkMs, secondLookMs } = config().status;
  const at = sql`${now.toISOString()}::timestamptz`;
  const ago = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  const found = await database().execute<{ id: string; user_id: string; in_doubt: boolean }>(sql`
    select a.id, a.user_id, a.rstack_doubt_since is not null as in_doubt
    from accounts a
    where a.role = 'customer' and a.disabled_at is null and a.user_id is not null
      and exists (select from sessions s where s.account_id = a.id and s.ended_at is null and s.expires_at > ${at}
        and s.last_used_at + s.idle_ms * interval '1 millisecond' > ${at})
      and (a.rstack_status_at is null or a.rstack_status_at <= ${ago(checkMs)}
        or a.rstack_doubt_since <= ${ago(secondLookMs)})
    order by a.rstack_status_at nulls first`);
  const due = new Map<UserId, string[]>();
  for (const [userId, at] of askedAt) {
    if (now.getTime() - at > checkMs + secondLookMs) {
      askedAt.delete(userId);
    }
  }
  for (const row of found.rows) {
    const userId = parseUserId(row.user_id);
    const since = now.getTime() - (askedAt.get(row.user_id) ?? 0);
    if (userId !== null && since >= (row.in_doubt ? secondLookMs : checkMs)) {
      due.set(userId, [...(due.get(userId) ?? []), row.id]);
    }
  }
  return due;
}

/** One round over all instances' customers. Does nothing where another instance is at it. */
export async function checkStatuses(now = new Date()): Promise<void> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [
      ADVISORY_LOCKS.statusChecks,
    ]);
    if (!rows[0]?.mine) {
      return;
    }
    try {
      await askAll([...(await dueCustomers(now))], now);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [ADVISORY_LOCKS.statusChecks]);
    }
  } finally {
    client.release();
  }
}

async function askAll(due: [UserId, string[]][], now: Date): Promise<void> {
  const queue = due.values();
  const worker = async () => {
    for (const [userId, accountIds] of queue) {
      askedAt.set(userId, now.getTime());
      const look = await askMaster(userId);
      for (const accountId of accountIds) {
        await recordLook(accountId, look);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Keeps asking in the background until the returned function is called. */
export function startStatusChecks(): () => void {
  const { checkMs, secondLookMs } = config().status;
  const everyMs = Math.max(100, Math.min(5_000, checkMs / 4, secondLookMs / 4));
  let stopped = false;
  let timer: NodeJS.Timeout;
  const round = async () => {
    try {
      await checkStatuses();
    } catch (err) {
      log.warn({ err }, "the customers' statuses could not be checked");
    }
    if (!stopped) {
      again();
    }
  };
  const again = () => {
    timer = setTimeout(() => void round(), everyMs);
    timer.unref();
  };
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
