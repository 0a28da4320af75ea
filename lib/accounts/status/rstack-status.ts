import "server-only";
import { and, eq } from "drizzle-orm";
import { config } from "../../config";
import { database, pool } from "../../db/connection";
import { ADVISORY_LOCKS } from "../../db/locks";
import { accounts } from "../../db/schema";
import { every } from "../../every";
import { master } from "../../master";
import { perProcess } from "../../per-process";
import { parseUserId } from "../../rstack/ids";
import type { UserRow } from "../../rstack/master-client";
import {
  type CustomerInUse,
  customersInUse,
  EARLY,
  noteAsked,
  type Turn,
  whoseTurn,
} from "./customers-in-use";
import { askMaster, askMasterInPassing, recordLook, recordStillActive, seen } from "./record-status";
import type { CustomerLook, Standing } from "./standing";

/** More than a short budget lets through: who waits for it holds up nobody else. */
const AT_ONCE = 32;

/**
 * Asks the master about a customer now. Null where there is no such customer; `silent`: the last status holds. Of a guest
 * who is no customer it knows nothing, and isn't asked.
 */
export async function confirmCustomer(
  accountId: string,
  signal?: AbortSignal,
): Promise<{ status: Standing["status"]; silent: boolean } | null> {
  const [row] = await database()
    .select({ userId: accounts.userId, status: accounts.rstackStatus })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.role, "customer")));
  if (row?.userId === null) {
    return { status: row.status, silent: false };
  }
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
      const customers = await askForAll(await customersInUse(now), now);
      await askEach(whoseTurn(customers, now, roundMs()), now, spreadMs);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [ADVISORY_LOCKS.statusChecks]);
    }
  } finally {
    client.release();
  }
}

/** From so many customers in use on, one list of all customers takes the place of a question for each. */
const LIST_FROM = 20;
/** As long as the list has at most so many rows for each of them; else it isn't read again for a while. */
const ROWS_EACH = 100;
const TOO_LONG_MS = 3_600_000;
const LIST_FAULT_MS = 30_000;
/** Nobody's own question waits longer for it. */
const LIST_WAIT_MS = 10_000;

const allCustomers = () => perProcess("list of all customers", () => ({ notBefore: 0 }));

/**
 * Reads the list of all customers when the first of many are due. Returns those who still have to be asked about: a
 * list says who is active or disabled, but that somebody is missing or there twice is only believed of their own answer.
 */
async function askForAll(customers: CustomerInUse[], now: Date): Promise<CustomerInUse[]> {
  const state = allCustomers();
  const oldest = Math.min(...customers.map(({ askedAt }) => askedAt));
  const isDue = now.getTime() - oldest >= config().status.checkMs * EARLY;
  if (customers.length < LIST_FROM || !isDue || now.getTime() < state.notBefore) {
    return customers;
  }
  const list = await master().listAllUsers({
    priority: "sign-in",
    signal: AbortSignal.timeout(LIST_WAIT_MS),
  });
  if (!list.ok) {
    state.notBefore = now.getTime() + LIST_FAULT_MS;
    return customers;
  }
  if (list.value.length > customers.length * ROWS_EACH) {
    state.notBefore = now.getTime() + TOO_LONG_MS;
  }
  return recordList(customers, list.value, now);
}

async function recordList(
  customers: CustomerInUse[],
  rows: readonly UserRow[],
  now: Date,
): Promise<CustomerInUse[]> {
  const rowsOf = new Map<string, UserRow[]>();
  for (const row of rows) {
    if (row.userId !== null) {
      rowsOf.set(row.userId, [...(rowsOf.get(row.userId) ?? []), row]);
    }
  }
  const left: CustomerInUse[] = [];
  const active: string[] = [];
  for (const customer of customers) {
    const { userId, accountIds } = customer;
    const look = await seen(userId, rowsOf.get(userId) ?? []);
    if (look === "missing" || look === "ambiguous") {
      left.push(customer);
      continue;
    }
    noteAsked(userId, now);
    if (look === "active") {
      active.push(...accountIds);
    } else {
      await recordLooks(accountIds, look, now);
    }
  }
  await recordLooks(active, "active", now);
  return left;
}

/** In one statement for all that were active before. */
async function recordLooks(accountIds: string[], look: CustomerLook, now: Date): Promise<void> {
  const isActive = look === "active" && accountIds.length > 0;
  for (const accountId of isActive ? await recordStillActive(accountIds, now) : accountIds) {
    await recordLook(accountId, look);
  }
}

async function askEach(turns: Turn[], now: Date, spreadMs: number): Promise<void> {
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
      await recordLooks(accountIds, look, new Date());
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
  const round = () => checkStatuses(new Date(), everyMs);
  return every(1_000, "the customers' statuses could not be checked", round).stop;
}
