import "server-only";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import { setDisabled } from "@/lib/accounts/account-admin";
import { confirmCustomer } from "@/lib/accounts/rstack-status";
import { database } from "@/lib/db/connection";
import { accountLinks } from "@/lib/db/entry-schema";
import { publish } from "@/lib/db/notify";
import { accounts, hosts, tenancies } from "@/lib/db/schema";
import { ownerMoves, views } from "@/lib/db/staff-schema";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { UserId, UserRowId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { NewUser, UserFields } from "@/lib/rstack/provider-inputs";
import { type Settled, settled, unread } from "../settle";
import { readCustomer } from "./find-customers";

export type CustomerChange<T = null> =
  | Settled<T>
  | { ok: false; code: "not-found" | "number-taken" | "has-hosts" };

/** Read back, and there. */
const SEEN = { value: null };
const COMMAND: CallOptions = { priority: "command" };

/** How long a changed number is taken for the same person when the mirror meets it: lists may lag. */
const MOVE_HOLDS_HOURS = 24;

/** Makes the customer in RStack. A number that is there already is refused before anything is sent. */
export async function addCustomer(user: NewUser): Promise<CustomerChange<{ rowId: UserRowId | null }>> {
  const before = await readCustomer(user.userId, "command");
  if (before.found === "fault") {
    return unread(before.fault);
  }
  if (before.found !== "none" || (await mayComeBack(user.userId))) {
    return { ok: false, code: "number-taken" };
  }
  // Whoever has this number from now on is somebody else than all who had it before.
  await database()
    .delete(ownerMoves)
    .where(or(eq(ownerMoves.fromOwner, user.userId), eq(ownerMoves.toOwner, user.userId)));
  return settled(await master().addUser(user, COMMAND), async () => {
    const back = await readCustomer(user.userId, "command");
    return back.found === "one" ? { value: { rowId: back.user.rowId } } : null;
  });
}

/**
 * Whether somebody could still sign in under this number once RStack has it again: an account of one who had it before
 * would see the hosts of the one who gets it now.
 */
const mayComeBack = async (userId: UserId): Promise<boolean> =>
  (await database().$count(accounts, and(eq(accounts.userId, userId), isNull(accounts.disabledAt)))) > 0;

/** Whether somebody had hosts, or was looked at, under this number: none of it is for whoever would get it. */
async function hasPast(userId: UserId): Promise<boolean> {
  const [had, looks] = await Promise.all([
    database().$count(tenancies, eq(tenancies.owner, userId)),
    database().$count(views, eq(views.userId, userId)),
  ]);
  return had + looks > 0;
}

/** Changes the given fields of the customer's row, and no number. */
export async function editCustomer(
  userId: UserId,
  fields: Omit<UserFields, "userId">,
): Promise<CustomerChange> {
  const row = await rowOf(userId);
  if (!row.ok) {
    return row;
  }
  const change = await settled(await master().updateUserAll(row.rowId, fields, COMMAND), async () =>
    (await shows(userId, fields)) ? SEEN : null,
  );
  if (change.ok && fields.isDisabled !== undefined) {
    // Who is disabled is out now, not with the next check.
    const own = await database()
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.userId, userId));
    await Promise.all(own.map(({ id }) => confirmCustomer(id)));
  }
  return change;
}

async function shows(userId: UserId, fields: Omit<UserFields, "userId">): Promise<boolean> {
  const back = await readCustomer(userId, "command");
  if (back.found !== "one" || fields.password !== undefined) {
    return false;
  }
  const { user } = back;
  const told: Partial<Record<keyof UserFields, unknown>> = {
    username: user.username,
    name: user.name,
    email: user.email,
    phone: user.phone,
    group: user.group === null ? undefined : Number(user.group),
    isDisabled: user.status === null ? undefined : user.status === "1",
    noReinstallBefore: user.noReinstallBefore,
    reinstallsUsed: user.reinstallsUsed,
  };
  return Object.entries(fields).every(([key, value]) => told[key as keyof UserFields] === value);
}

async function rowOf(userId: UserId) {
  const read = await readCustomer(userId, "command");
  if (read.found === "fault") {
    return unread(read.fault);
  }
  return read.found === "one" && read.user.rowId !== null
    ? { ok: true as const, rowId: read.user.rowId }
    : { ok: false as const, code: "not-found" as const };
}

/**
 * Gives a customer another number. The panel accounts and the tenancies of their hosts follow in the same step: the
 * move is written down before the master is asked, so that a list that is read meanwhile starts no new tenancy, and is
 * taken back only where the master says no.
 */
export async function changeNumber(from: UserId, to: UserId): Promise<CustomerChange> {
  const [row, other] = await Promise.all([rowOf(from), readCustomer(to, "command")]);
  if (!row.ok) {
    return row;
  }
  if (other.found === "fault") {
    return unread(other.fault);
  }
  if (other.found !== "none" || (await mayComeBack(to)) || (await hasPast(to))) {
    return { ok: false, code: "number-taken" };
  }
  const [move] = await database()
    .insert(ownerMoves)
    .values({
      fromOwner: from,
      toOwner: to,
      holdsUntil: sql`now() + ${MOVE_HOLDS_HOURS} * interval '1 hour'`,
    })
    .returning({ id: ownerMoves.id });
  const change = await settled(await master().updateUserAll(row.rowId, { userId: to }, COMMAND), async () => {
    const back = await readCustomer(to, "command");
    return back.found === "one" && back.user.rowId === row.rowId ? SEEN : null;
  });
  if (change.ok) {
    await follow(from, to);
  } else if (change.code !== "unconfirmed" && move) {
    await database().delete(ownerMoves).where(eq(ownerMoves.id, move.id));
  }
  return change;
}

/**
 * All that hangs on the number, in one transaction; the list is read anew after it. What is over goes along: nobody who
 * gets the old number later may read it.
 */
async function follow(from: UserId, to: UserId): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.update(accounts).set({ userId: to }).where(eq(accounts.userId, from));
    await tx.update(accountLinks).set({ userId: to }).where(eq(accountLinks.userId, from));
    await tx.update(tenancies).set({ owner: to }).where(eq(tenancies.owner, from));
    await tx.update(views).set({ userId: to }).where(eq(views.userId, from));
    await tx.update(hosts).set({ owner: to }).where(eq(hosts.owner, from));
    for (const userId of [from, to]) {
      await publish(tx, { type: "owner", userId });
    }
  });
  await syncOwner(to, "mirror").catch((err) => log.warn({ err }, "a moved customer's hosts were not read"));
}

/** How many hosts the panel knows of this customer. */
export async function countHostsOf(userId: UserId): Promise<number> {
  return database().$count(hosts, and(eq(hosts.owner, userId), isNull(hosts.goneAt)));
}

/** Refused while there are hosts, unless forced; they are counted afresh where the master can tell. */
export async function deleteCustomer(userId: UserId, forced: boolean): Promise<CustomerChange> {
  const row = await rowOf(userId);
  if (!row.ok) {
    return row;
  }
  if (!forced) {
    const synced = await syncOwner(userId, "command");
    // A master that doesn't know the question can't answer it shortly; there the mirror of the whole fleet counts.
    if (typeof synced === "object" && (await readProfile())?.knowsOwnerFilter !== false) {
      return unread(synced);
    }
    if ((await countHostsOf(userId)) > 0) {
      return { ok: false, code: "has-hosts" };
    }
  }
  const change = await settled(await master().deleteUser(userId, COMMAND), async () => {
    const back = await readCustomer(userId, "command");
    return back.found === "none" ? SEEN : null;
  });
  if (change.ok) {
    const own = await database()
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.userId, userId));
    // Also later: somebody else may get the number one day.
    await Promise.all(own.map(({ id }) => setDisabled(id, true)));
  }
  return change;
}
