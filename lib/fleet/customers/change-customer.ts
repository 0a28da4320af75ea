import "server-only";
import { setTimeout } from "node:timers/promises";
import { and, eq, isNull, or } from "drizzle-orm";
import { changesOf } from "@/lib/accounts/profile-changes";
import { retireHolder } from "@/lib/accounts/status/number-holder";
import { confirmCustomer } from "@/lib/accounts/status/rstack-status";
import { database } from "@/lib/db/connection";
import { accounts, hosts } from "@/lib/db/schema";
import { numberHolders, ownerMoves } from "@/lib/db/staff-schema";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { master } from "@/lib/master";
import type { UserId, UserRowId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { NewUser, UserFields } from "@/lib/rstack/provider-inputs";
import { type Settled, settled, unread } from "../settle";
import {
  CUSTOMER_FIELDS,
  type CustomerField,
  type CustomerForm,
  customerFormOf,
  fieldsToSend,
} from "./customer-form";
import { readCustomer } from "./find-customers";
import { mayComeBack } from "./number-past";

export type CustomerChange<T = null> =
  | Settled<T>
  | { ok: false; code: "not-found" | "number-taken" | "has-hosts" | "changed-meanwhile" };

/** Read back, and there. */
const SEEN = { value: null };
/** A customer's page brings the same list in step every few seconds, which takes a moment. */
const SYNC_TRIES = 4;
const SYNC_AGAIN_MS = 300;
const COMMAND: CallOptions = { priority: "command" };

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
  await database().transaction(async (tx) => {
    await tx
      .delete(ownerMoves)
      .where(or(eq(ownerMoves.fromOwner, user.userId), eq(ownerMoves.toOwner, user.userId)));
    await retireHolder(tx, user.userId);
    await tx.delete(numberHolders).where(eq(numberHolders.userId, user.userId));
  });
  return settled(await master().addUser(user, COMMAND), async () => {
    const back = await readCustomer(user.userId, "command");
    return back.found === "one" ? { value: { rowId: back.user.rowId } } : null;
  });
}

/**
 * Sends what differs from what the form showed and from what RStack has now, and nothing else. The value is the fields
 * that were emptied and that RStack still holds: the vendor documents no way to empty one.
 */
export async function saveCustomer(
  userId: UserId,
  wanted: Partial<CustomerForm>,
  shown: CustomerForm,
): Promise<CustomerChange<CustomerField[]>> {
  const row = await rowOf(userId);
  if (!row.ok) {
    return row;
  }
  const now = customerFormOf(row.user);
  const { changed, emptied, conflicts } = changesOf(CUSTOMER_FIELDS, { wanted, shown, now });
  if (conflicts.length > 0) {
    return { ok: false, code: "changed-meanwhile" };
  }
  const fields = fieldsToSend(wanted, changed);
  if (Object.values(fields).some((value) => value !== undefined)) {
    const change = await settled(await master().updateUserAll(row.rowId, fields, COMMAND), async () => {
      const back = await formNow(userId);
      return back !== null && changed.every((field) => back[field] === wanted[field]) ? SEEN : null;
    });
    if (!change.ok) {
      return change;
    }
  }
  const back = emptied.length > 0 ? await formNow(userId) : null;
  return { ok: true, value: emptied.filter((field) => back === null || back[field] !== "") };
}

async function formNow(userId: UserId): Promise<CustomerForm | null> {
  const back = await readCustomer(userId, "command");
  return back.found === "one" ? customerFormOf(back.user) : null;
}

/** Sets the customer's password in RStack, or whether they are disabled there. */
export async function editCustomer(
  userId: UserId,
  fields: Pick<UserFields, "password" | "isDisabled">,
): Promise<CustomerChange> {
  const row = await rowOf(userId);
  if (!row.ok) {
    return row;
  }
  const change = await settled(await master().updateUserAll(row.rowId, fields, COMMAND), async () => {
    const back = await readCustomer(userId, "command");
    const isSeen =
      back.found === "one" &&
      fields.password === undefined &&
      back.user.status === (fields.isDisabled ? "1" : "0");
    return isSeen ? SEEN : null;
  });
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

/** The customer's row, which a change is sent for. */
export async function rowOf(userId: UserId) {
  const read = await readCustomer(userId, "command");
  if (read.found === "fault") {
    return unread(read.fault);
  }
  return read.found === "one" && read.user.rowId !== null
    ? { ok: true as const, rowId: read.user.rowId, user: read.user }
    : { ok: false as const, code: "not-found" as const };
}

/** How many hosts the panel knows of this customer. */
export async function countHostsOf(userId: UserId): Promise<number> {
  return database().$count(hosts, and(eq(hosts.owner, userId), isNull(hosts.goneAt)));
}

/** `elsewhere`: another is still at the list, or it failed just now; what is kept of it may be old. */
async function syncedNow(userId: UserId) {
  for (let tries = 1; ; tries += 1) {
    const synced = await syncOwner(userId, "command");
    if (synced !== "elsewhere" || tries === SYNC_TRIES) {
      return synced;
    }
    await setTimeout(SYNC_AGAIN_MS);
  }
}

/** Refused while there are hosts, unless forced; they are counted afresh where the master can tell. */
export async function deleteCustomer(userId: UserId, forced: boolean): Promise<CustomerChange> {
  const row = await rowOf(userId);
  if (!row.ok) {
    return row;
  }
  if (!forced) {
    const synced = await syncedNow(userId);
    // A master that doesn't know the question can't answer it shortly; there the mirror of the whole fleet counts.
    if (synced !== "done" && (await readProfile())?.knowsOwnerFilter !== false) {
      return synced === "elsewhere" ? { ok: false, code: "master-down" } : unread(synced);
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
    // Somebody else may get the number one day.
    await database().transaction((tx) => retireHolder(tx, userId));
  }
  return change;
}
