import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { confirmCustomer } from "@/lib/accounts/status/rstack-status";
import { database, type Transaction } from "@/lib/db/connection";
import { publish } from "@/lib/db/notify";
import { accounts, hosts, tenancies } from "@/lib/db/schema";
import { accountLinks } from "@/lib/db/sign-in-schema";
import { numberHolders, ownerMoves, staffNotes, views } from "@/lib/db/staff-schema";
import { customerReferences } from "@/lib/db/token-schema";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { Actor } from "@/lib/operations/audit";
import type { UserId } from "@/lib/rstack/ids";
import type { UserDetails } from "@/lib/rstack/provider-rows";
import { settled, unread } from "../settle";
import { type CustomerChange, rowOf } from "./change-customer";
import { readCustomer } from "./find-customers";
import { hasPast, mayComeBack } from "./number-past";

/** How long a changed number is taken for the same person when the mirror meets it: lists may lag. */
const MOVE_HOLDS_HOURS = 24;
/** Longer than any call takes: a move that nobody ended by then was left by a process that died. */
const LEFT_SECONDS = 180;

/**
 * Gives a customer another number. The panel accounts and the tenancies of their hosts follow in the same step: the
 * move is written down before the master is asked, so that a list that is read meanwhile starts no new tenancy, and is
 * taken back only where the master says no. Where no answer came, `settle-moves` looks which number stands.
 */
export async function changeNumber(from: UserId, to: UserId, actor: Actor): Promise<CustomerChange> {
  const [row, other] = await Promise.all([rowOf(from), readCustomer(to, "command")]);
  if (!row.ok) {
    return row;
  }
  if (other.found === "fault") {
    return unread(other.fault);
  }
  if (other.found !== "none" || (await mayComeBack(to, from)) || (await hasPast(to))) {
    return { ok: false, code: "number-taken" };
  }
  const moveId = await writeMove(from, to, row.user, actor);
  const change = await settled(
    await master().updateUserAll(row.rowId, { userId: to }, { priority: "command" }),
    async () => {
      const back = await readCustomer(to, "command");
      return back.found === "one" && back.user.rowId === row.rowId ? { value: null } : null;
    },
  );
  if (change.ok) {
    await follow(moveId, from, to);
  } else if (change.code === "unconfirmed") {
    await database().update(ownerMoves).set({ lookAt: sql`now()` }).where(eq(ownerMoves.id, moveId));
  } else {
    await dropMove(moveId);
  }
  return change;
}

async function writeMove(from: UserId, to: UserId, user: UserDetails, actor: Actor): Promise<string> {
  return database().transaction(async (tx) => {
    await holds(tx, to, user);
    const [move] = await tx
      .insert(ownerMoves)
      .values({
        fromOwner: from,
        toOwner: to,
        holdsUntil: sql`now() + ${MOVE_HOLDS_HOURS} * interval '1 hour'`,
        rowId: user.rowId,
        lookAt: sql`now() + ${LEFT_SECONDS} * interval '1 second'`,
        accountId: actor.accountId,
        actorName: actor.displayName,
        actorRole: actor.role,
      })
      .returning({ id: ownerMoves.id });
    if (!move) {
      throw new Error("the move was not returned");
    }
    return move.id;
  });
}

/** Known before the master shows it: else the same person would pass for a new one under the new number. */
async function holds(
  tx: Transaction,
  userId: UserId,
  { rowId, username, email }: UserDetails,
): Promise<void> {
  if (rowId !== null) {
    const row = { rowId, username, email };
    await tx
      .insert(numberHolders)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: numberHolders.userId, set: row });
  }
}

/** The master has the old number: nothing follows, and the mirror takes the two for two people again. */
export async function dropMove(moveId: string): Promise<void> {
  await database().delete(ownerMoves).where(eq(ownerMoves.id, moveId));
}

/**
 * All that hangs on the number, in one transaction; the list is read anew after it. What is over goes along: nobody who
 * gets the old number later may read it. What was another's who had the number before stays.
 */
export async function follow(moveId: string, from: UserId, to: UserId): Promise<void> {
  const own = await database().transaction(async (tx) => {
    const moved = await tx
      .update(accounts)
      .set({ userId: to, rstackDoubtSince: null })
      .where(and(eq(accounts.userId, from), isNull(accounts.formerAt)))
      .returning({ id: accounts.id });
    await tx.update(accountLinks).set({ userId: to }).where(eq(accountLinks.userId, from));
    await tx
      .update(tenancies)
      .set({ owner: to })
      .where(and(eq(tenancies.owner, from), isNull(tenancies.retiredAt)));
    await tx
      .update(views)
      .set({ userId: to })
      .where(and(eq(views.userId, from), isNull(views.retiredAt)));
    await tx
      .update(staffNotes)
      .set({ userId: to })
      .where(and(eq(staffNotes.userId, from), isNull(staffNotes.retiredAt)));
    await tx.update(customerReferences).set({ userId: to }).where(eq(customerReferences.userId, from));
    await tx.update(hosts).set({ owner: to }).where(eq(hosts.owner, from));
    await tx.delete(numberHolders).where(eq(numberHolders.userId, from));
    await tx.update(ownerMoves).set({ lookAt: null, stillSince: null }).where(eq(ownerMoves.id, moveId));
    await publish(tx, { type: "owner", userId: from }, { type: "owner", userId: to });
    return moved;
  });
  await Promise.all([
    syncOwner(to, "mirror").catch((err) => log.warn({ err }, "a moved customer's hosts were not read")),
    ...own.map(({ id }) =>
      confirmCustomer(id).catch((err) => log.warn({ err }, "a moved customer was not confirmed")),
    ),
  ]);
}
