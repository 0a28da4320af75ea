import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "../db/connection";
import { accounts } from "../db/schema";
import type { Locale } from "../i18n/locales";
import { parseUserId, type UserId } from "../rstack/ids";
import { Email, nameKey, Username } from "./names";
import type { Role } from "./sessions/viewer";
import { hashPassword } from "./sign-in/passwords";

export interface NewAccount {
  username: string;
  email?: string;
  role: Role;
  /** Needed for customers, refused for staff; null for a guest who is no customer. */
  userId?: string | null;
  locale?: Locale;
  /** The name that others read; the user name where absent. */
  displayName?: string;
  /** Checked against the rules by the caller. */
  password?: string;
}

export type AccountFault =
  | "bad-username"
  | "bad-email"
  | "bad-user-id"
  | "staff-with-user-id"
  | "username-taken"
  | "email-taken";

export type Created = { ok: true; accountId: string } | { ok: false; fault: AccountFault };

function faultOf(wanted: NewAccount): AccountFault | null {
  if (!Username.safeParse(wanted.username).success) {
    return "bad-username";
  }
  if (wanted.email !== undefined && !Email.safeParse(wanted.email).success) {
    return "bad-email";
  }
  if (wanted.role === "customer" && wanted.userId !== null && parseUserId(wanted.userId) === null) {
    return "bad-user-id";
  }
  if (wanted.role !== "customer" && wanted.userId !== undefined) {
    return "staff-with-user-id";
  }
  return null;
}

/** Makes an account, whatever the master says of the userid. `confirmCustomer` asks the master. */
export async function createAccount(
  wanted: NewAccount,
  db: Database | Transaction = database(),
): Promise<Created> {
  const planned = await planAccount(wanted);
  return planned.ok ? addPlanned(planned.row, db) : planned;
}

type Planned = { ok: true; row: typeof accounts.$inferInsert } | { ok: false; fault: AccountFault };

/** The account's row, its password hashed: that takes long, and no transaction should wait for it. */
export async function planAccount(wanted: NewAccount): Promise<Planned> {
  const fault = faultOf(wanted);
  if (fault) {
    return { ok: false, fault };
  }
  const now = new Date();
  const row = {
    username: wanted.username,
    usernameKey: nameKey(wanted.username),
    email: wanted.email ?? null,
    emailKey: wanted.email === undefined ? null : nameKey(wanted.email),
    passwordHash: wanted.password === undefined ? null : await hashPassword(wanted.password),
    passwordChangedAt: wanted.password === undefined ? null : now,
    role: wanted.role,
    userId: wanted.userId ?? null,
    locale: wanted.locale ?? null,
    displayName: wanted.displayName ?? null,
    // There is nobody to ask about a guest who is no customer.
    ...(wanted.role === "customer" && wanted.userId === null && { rstackStatus: "active" as const }),
    createdAt: now,
  };
  return { ok: true, row };
}

export async function addPlanned(
  row: typeof accounts.$inferInsert,
  db: Database | Transaction,
): Promise<Created> {
  const [made] = await db.insert(accounts).values(row).onConflictDoNothing().returning({ id: accounts.id });
  if (made) {
    return { ok: true, accountId: made.id };
  }
  const [taken] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.usernameKey, row.usernameKey));
  return { ok: false, fault: taken ? "username-taken" : "email-taken" };
}

/**
 * The accounts by which a customer signs in, locked until the transaction ends: of two transactions that would both make the
 * first account, the second sees it.
 */
export async function accountsOfCustomer(userId: UserId, tx: Transaction) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`account of ${userId}`}::text, 0))`);
  return tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.userId, userId), isNull(accounts.formerAt), isNull(accounts.linkedTo)));
}
