import "server-only";
import { eq } from "drizzle-orm";
import { config } from "../config";
import { database, type Transaction } from "../db/connection";
import { accounts } from "../db/schema";
import { master } from "../master";
import type { UserId } from "../rstack/ids";
import type { OwnUserFields, UserRow } from "../rstack/master-client";
import type { Fault } from "../rstack/outcome";
import { nameKey } from "./names";
import { changesOf } from "./profile-changes";
import { recentRows } from "./status/recent-rows";

/** A person's data in RStack. Null where the row doesn't say. */
export interface Profile {
  name: string | null;
  email: string | null;
  phone: string | null;
}

export type OwnField = keyof Profile;

const UNIQUE_VIOLATION = "23505";

type Row = { found: "one"; row: UserRow } | { found: "none" } | { found: "fault"; fault: Fault };

/** Exactly one row with this very userid. One short question. */
async function readRow(userId: UserId): Promise<Row> {
  const read = await master().findUsers({ userId }, { priority: "sign-in" });
  if (!read.ok) {
    return { found: "fault", fault: read.fault };
  }
  const [row, second] = read.value;
  return row && !second ? { found: "one", row } : { found: "none" };
}

/** Null while the master doesn't answer, or doesn't know the customer for certain. */
export async function readProfile(userId: UserId): Promise<Profile | null> {
  const read = await readRow(userId);
  return read.found === "one" ? profileOf(read.row) : null;
}

/** The same for a page, which may show what was read a minute ago: for it, or at a status check. */
export async function shownProfile(userId: UserId): Promise<Profile | null> {
  const read = await recentRows(userId, { priority: "sign-in" });
  const [row, second] = read.ok ? read.value : [];
  return row && !second ? profileOf(row) : null;
}

const profileOf = ({ name, email, phone }: UserRow): Profile => ({ name, email, phone });

export type ProfileChange =
  /** `kept`: was to be emptied, and RStack still has it. */
  | { ok: true; before: Profile; kept: OwnField[] }
  | { ok: false; why: "refused" | "master-down" | "unconfirmed" | "not-allowed" | "changed-meanwhile" };

const OWN_FIELDS = ["name", "email", "phone"] as const;

/**
 * Changes those of the given fields that differ from what the form showed and from what RStack has now; what the setting
 * doesn't allow is refused before anything is sent. A lost answer is settled by reading the row back, never by sending
 * again.
 */
export async function changeProfile(
  userId: UserId,
  wanted: Partial<Record<OwnField, string>>,
  shown: Partial<Record<OwnField, string>> = {},
): Promise<ProfileChange> {
  if (Object.keys(wanted).some((field) => !config().customerFields.some((allowed) => allowed === field))) {
    return { ok: false, why: "not-allowed" };
  }
  const read = await readRow(userId);
  if (read.found !== "one" || read.row.rowId === null) {
    return { ok: false, why: "master-down" };
  }
  const before = profileOf(read.row);
  const { name, email, phone } = before;
  const now = { name: name ?? "", email: email ?? "", phone: phone ?? "" };
  const { changed, emptied, conflicts } = changesOf(OWN_FIELDS, { wanted, shown, now });
  if (conflicts.length > 0) {
    return { ok: false, why: "changed-meanwhile" };
  }
  if (changed.length === 0) {
    return { ok: true, before, kept: [] };
  }
  const sent: OwnUserFields = Object.fromEntries(changed.map((field) => [field, wanted[field]]));
  const answer = await master().updateUser(read.row.rowId, sent, { priority: "command" });
  if (!answer.ok && answer.fault.kind === "refused") {
    return { ok: false, why: "refused" };
  }
  if (!answer.ok && answer.fault.kind === "not-sent") {
    return { ok: false, why: "master-down" };
  }
  const back = !answer.ok || emptied.length > 0 ? await readProfile(userId) : null;
  const took =
    answer.ok || (back !== null && changed.every((field) => (back[field] ?? "") === wanted[field]));
  return took
    ? { ok: true, before, kept: emptied.filter((field) => !back || back[field] !== null) }
    : { ok: false, why: "unconfirmed" };
}

/**
 * Whether another account signs in by this address, or RStack has it for another customer, who would be kept from an
 * account of their own by it. Null while the master doesn't tell.
 */
export async function emailIsTaken(
  who: { accountId: string; userId: UserId | null },
  email: string,
): Promise<boolean | null> {
  const [other] = await database()
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.emailKey, nameKey(email)));
  if (other && other.id !== who.accountId) {
    return true;
  }
  // A master may tell capitals from small letters; a refusal says that there is none.
  const asked = [...new Set([email, email.toLowerCase()])];
  const reads = await Promise.all(
    asked.map((each) => master().findUsers({ email: each }, { priority: "sign-in" })),
  );
  if (reads.some((read) => !read.ok && read.fault.kind !== "refused")) {
    return null;
  }
  return reads.some((read) => read.ok && read.value.some(({ userId }) => userId !== who.userId));
}

/** Sets the address by which the account signs in. False where another account has it; then the transaction must end. */
export async function saveEmail(accountId: string, email: string | null, tx: Transaction): Promise<boolean> {
  try {
    await tx
      .update(accounts)
      .set({ email, emailKey: email === null ? null : nameKey(email) })
      .where(eq(accounts.id, accountId));
    return true;
  } catch (err) {
    const cause = err instanceof Error ? err.cause : null;
    if (cause instanceof Error && "code" in cause && cause.code === UNIQUE_VIOLATION) {
      return false;
    }
    throw err;
  }
}

/** The person opened a link that was mailed to this address and shown nowhere else. */
export async function noteConfirmed(accountId: string, email: string, tx: Transaction): Promise<void> {
  await tx
    .update(accounts)
    .set({ confirmedEmailKey: nameKey(email) })
    .where(eq(accounts.id, accountId));
}

/** Sets the password in RStack as well. The caller has asked for the present one. */
export async function passwordToRstack(
  userId: UserId,
  password: string,
): Promise<"done" | "refused" | "master-down" | "unconfirmed"> {
  const read = await readRow(userId);
  if (read.found !== "one" || read.row.rowId === null) {
    return "master-down";
  }
  const answer = await master().updateUser(read.row.rowId, { password }, { priority: "command" });
  if (answer.ok) {
    return "done";
  }
  if (answer.fault.kind === "refused") {
    return "refused";
  }
  return answer.fault.kind === "not-sent" ? "master-down" : "unconfirmed";
}
