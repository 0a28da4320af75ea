import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "../../db/connection";
import { publish } from "../../db/notify";
import { accounts, tenancies } from "../../db/schema";
import { accountLinks } from "../../db/sign-in-schema";
import { numberHolders, staffNotes, views } from "../../db/staff-schema";
import { customerReferences } from "../../db/token-schema";
import { log } from "../../log";
import type { UserId } from "../../rstack/ids";
import type { UserRow } from "../../rstack/master-client";
import { endSessionsOf } from "../sessions/end-sessions";

export type HolderRow = Pick<UserRow, "rowId" | "username" | "email">;
type ClosedAccount = Pick<typeof accounts.$inferSelect, "userId" | "username" | "email" | "linkedTo">;
type Holder = Pick<typeof numberHolders.$inferSelect, "rowId" | "username" | "email">;

/**
 * Takes note of who has a number: called with each row that the master shows under it, alone. A number that was given up
 * and made anew, by whomever, has another row id there; then all that was goes out of the new holder's sight, and the
 * accounts of the last one are closed. A master that tells no row ids can't be seen through.
 */
export async function noteHolder(userId: UserId, row: HolderRow): Promise<void> {
  const { rowId } = row;
  if (!rowId) {
    return;
  }
  const [known] = await database().select().from(numberHolders).where(eq(numberHolders.userId, userId));
  if (known && known.rowId === rowId && known.username === row.username && known.email === row.email) {
    return;
  }
  await database().transaction(async (tx) => {
    await tx
      .insert(numberHolders)
      .values({ userId, rowId, username: row.username, email: row.email })
      .onConflictDoNothing();
    const [before] = await tx
      .select()
      .from(numberHolders)
      .where(eq(numberHolders.userId, userId))
      .for("update");
    if (before && before.rowId !== rowId && !isSamePerson(before, row)) {
      log.warn({ userId }, "a customer number has another holder: what was under it is closed");
      await retireHolder(tx, userId, { newcomersStay: true });
      await tx.update(numberHolders).set({ since: sql`now()` }).where(eq(numberHolders.userId, userId));
    }
    await tx
      .update(numberHolders)
      .set({ rowId, username: row.username, email: row.email })
      .where(eq(numberHolders.userId, userId));
  });
}

/** Row ids alone don't tell: a master that was moved may count its rows anew. Who reads the mailbox gets in by it anyway. */
export function isSamePerson(before: Holder, now: HolderRow): boolean {
  if (before.email && now.email) {
    return before.email.toLowerCase() === now.email.toLowerCase();
  }
  return before.username !== null && before.username === now.username;
}

/** Whether a closed account may come back to its number: nobody else is known to have it now. */
export async function isNumberStillTheirs(account: ClosedAccount): Promise<boolean> {
  const { userId, username, email, linkedTo } = account;
  const [holder] = await database()
    .select()
    .from(numberHolders)
    .where(eq(numberHolders.userId, userId ?? ""));
  // A link that ended is made anew by the command line.
  return linkedTo === null && (!holder || isSamePerson(holder, { rowId: null, username, email }));
}

/**
 * Nobody who has the number from now on reads what was under it; staff do. Accounts are closed; with `newcomersStay`
 * an account stays that the master was never asked about, since it is the new holder's. Hosts that are still listed under it begin anew.
 */
export async function retireHolder(
  tx: Transaction,
  userId: UserId,
  { newcomersStay = false } = {},
): Promise<void> {
  const theirs = and(
    eq(accounts.userId, userId),
    eq(accounts.role, "customer"),
    isNull(accounts.formerAt),
    newcomersStay ? isNotNull(accounts.rstackStatusAt) : undefined,
  );
  const closed = await tx
    .update(accounts)
    .set({ formerAt: sql`now()`, disabledAt: sql`coalesce(${accounts.disabledAt}, now())` })
    .where(theirs)
    .returning({ id: accounts.id });
  for (const { id } of closed) {
    await endSessionsOf(id, { reason: "disabled" }, tx);
    await publish(tx, { type: "account", accountId: id });
  }
  await tx
    .update(accountLinks)
    .set({ usedAt: sql`now()` })
    .where(and(eq(accountLinks.userId, userId), isNull(accountLinks.usedAt)));
  await tx
    .update(views)
    .set({ retiredAt: sql`now()`, endedAt: sql`coalesce(${views.endedAt}, least(now(), ${views.until}))` })
    .where(and(eq(views.userId, userId), isNull(views.retiredAt)));
  await tx
    .update(staffNotes)
    .set({ retiredAt: sql`now()` })
    .where(and(eq(staffNotes.userId, userId), isNull(staffNotes.retiredAt)));
  await tx.delete(customerReferences).where(eq(customerReferences.userId, userId));
  await retireTenancies(tx, userId);
  await publish(tx, { type: "owner", userId });
  await publish(tx, { type: "customer" });
}

async function retireTenancies(tx: Transaction, userId: UserId): Promise<void> {
  const ofNumber = and(eq(tenancies.owner, userId), isNull(tenancies.retiredAt));
  const open = await tx
    .select({ vmId: tenancies.vmId, guid: tenancies.guid, owner: tenancies.owner })
    .from(tenancies)
    .where(and(ofNumber, isNull(tenancies.until)))
    .orderBy(tenancies.vmId)
    .for("update");
  await tx
    .update(tenancies)
    .set({ retiredAt: sql`now()`, until: sql`coalesce(${tenancies.until}, now())` })
    .where(ofNumber);
  if (open.length > 0) {
    await tx.insert(tenancies).values(open);
  }
}
