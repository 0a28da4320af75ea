import "server-only";
import { and, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import { config } from "../../config";
import { database } from "../../db/connection";
import { publish } from "../../db/notify";
import { accounts } from "../../db/schema";
import { master } from "../../master";
import { parseUserId, type UserId } from "../../rstack/ids";
import type { CallOptions, UserRow } from "../../rstack/master-client";
import { endSessionsOf } from "../sessions/end-sessions";
import { isRstackAdmin } from "../sign-in/sign-in-eligibility";
import { noteHolder } from "./number-holder";
import { noteRows } from "./recent-rows";
import { type CustomerLook, type Standing, standingAfter } from "./standing";

/** What the master says of a userid. Compared byte for byte: a master may search loosely. */
export function lookAt(userId: UserId, rows: readonly UserRow[]): CustomerLook {
  const mine = rows.filter((row) => row.userId === userId);
  const [only] = mine;
  if (!only) {
    return "missing";
  }
  if (mine.length > 1 || only.status === null) {
    return "ambiguous";
  }
  if (only.status !== "0") {
    return "disabled";
  }
  return isRstackAdmin(only) ? "administrator" : "active";
}

/** Asks the master at once; `silent` for every answer that says nothing about the customer, a refusal included. */
export async function askMaster(userId: UserId, signal?: AbortSignal): Promise<CustomerLook> {
  const answer = await master().findUsers({ userId }, { priority: "sign-in", signal });
  return answer.ok ? believed(userId, answer, { priority: "sign-in", signal }) : "silent";
}

/** An empty body says that somebody is missing only while the master still lists others. */
async function believed(
  userId: UserId,
  answer: { value: UserRow[]; emptyBody?: true },
  options: CallOptions,
): Promise<CustomerLook> {
  return answer.emptyBody && !(await listsOthers(userId, options)) ? "silent" : seen(userId, answer.value);
}

/** How many others are asked for: some may be gone themselves. */
const WITNESSES = 3;

/** Whether an active customer is listed now. Where there is no other, that the master answers at all has to do. */
async function listsOthers(userId: UserId, options: CallOptions): Promise<boolean> {
  const others = await database()
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(
      and(eq(accounts.role, "customer"), eq(accounts.rstackStatus, "active"), ne(accounts.userId, userId)),
    )
    .orderBy(desc(accounts.rstackStatusAt))
    .limit(WITNESSES);
  const ids = others.flatMap((other) => parseUserId(other.userId) ?? []);
  if (ids.length === 0) {
    return (await master().test(options)).ok;
  }
  const answers = await Promise.all(ids.map((id) => master().findUsers({ userId: id }, options)));
  return answers.some((answer) => answer.ok && answer.value.length > 0);
}

/** What these rows say of a userid. A row is also who has the number now: an account of the one before is closed before it is judged. */
export async function seen(userId: UserId, rows: readonly UserRow[]): Promise<CustomerLook> {
  noteRows(userId, rows);
  const [row, second] = rows.filter((one) => one.userId === userId);
  if (row && !second) {
    await noteHolder(userId, row);
  }
  return lookAt(userId, rows);
}

/** Not kept waiting for, where the budget is short. */
const PATIENCE_MS = 2_500;

/** The same behind what people look at now. Null where the budget had no room for it. */
export async function askMasterInPassing(userId: UserId): Promise<CustomerLook | null> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await master().findUsers({ userId }, { priority: "mirror", signal });
  if (answer.ok) {
    return believed(userId, answer, { priority: "mirror", signal });
  }
  const { fault } = answer;
  return fault.kind === "not-sent" && ["budget", "cancelled"].includes(fault.cause) ? null : "silent";
}

/** Writes that active customers still are, in one statement. Returns the accounts of which something else is known. */
export async function recordStillActive(accountIds: string[], now: Date): Promise<string[]> {
  const written = await database()
    .update(accounts)
    .set({ rstackStatusAt: now })
    .where(
      and(
        inArray(accounts.id, accountIds),
        eq(accounts.rstackStatus, "active"),
        isNull(accounts.rstackDoubtSince),
      ),
    )
    .returning({ id: accounts.id });
  const still = new Set(written.map(({ id }) => id));
  return accountIds.filter((id) => !still.has(id));
}

/** Writes what was seen, and lets nobody in any longer whom it puts out. */
export async function recordLook(
  accountId: string,
  look: CustomerLook,
  now = new Date(),
): Promise<Standing | null> {
  const next = await database().transaction(async (tx) => {
    const [row] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
    if (!row || look === "silent") {
      return row ? { status: row.rstackStatus, doubtSince: row.rstackDoubtSince } : null;
    }
    const was: Standing = { status: row.rstackStatus, doubtSince: row.rstackDoubtSince };
    const standing = standingAfter(was, look, now, config().status.secondLookMs);
    await tx
      .update(accounts)
      .set({ rstackStatus: standing.status, rstackDoubtSince: standing.doubtSince, rstackStatusAt: now })
      .where(eq(accounts.id, accountId));
    if (standing.status !== "active") {
      await endSessionsOf(accountId, { reason: "rstack-status" }, tx);
    }
    if (standing.status !== was.status) {
      await publish(tx, { type: "account", accountId });
    }
    return standing;
  });
  return next;
}
