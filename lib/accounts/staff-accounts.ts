import "server-only";
import { and, asc, eq, max, ne } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { accounts, sessions } from "../db/schema";
import { log } from "../log";
import { nameKey } from "./names";
import { tieOf } from "./oidc/ties";
import { factorsOf } from "./second-factor/factors";
import { listSessions } from "./sessions/list-sessions";
import type { Role } from "./sessions/viewer";

/** Somebody of the provider's, as an admin sees them. */
export interface StaffAccount {
  id: string;
  username: string;
  displayName: string | null;
  email: string | null;
  role: Exclude<Role, "customer">;
  disabled: boolean;
  /** False: invited, and has not set a password yet. */
  hasPassword: boolean;
  totp: boolean;
  passkeys: number;
  /** Whether the OpenID provider's word lets them in. */
  tied: boolean;
  /** Sessions that are live now. */
  sessions: number;
  /** ISO 8601; null: never, as far as ended sessions are kept. */
  lastUsedAt: string | null;
}

const isStaffAccount = () => ne(accounts.role, "customer");

/** By user name. */
export async function listStaff(): Promise<StaffAccount[]> {
  const rows = await database()
    .select({ account: accounts, lastUsedAt: max(sessions.lastUsedAt) })
    .from(accounts)
    .leftJoin(sessions, eq(sessions.accountId, accounts.id))
    .where(isStaffAccount())
    .groupBy(accounts.id)
    .orderBy(asc(accounts.usernameKey));
  return Promise.all(
    rows.map(async ({ account, lastUsedAt }) => {
      const [factors, live, tie] = await Promise.all([
        factorsOf(account.id),
        listSessions(account.id),
        tieOf(account.id),
      ]);
      return {
        id: account.id,
        username: account.username,
        displayName: account.displayName,
        email: account.email,
        role: account.role === "admin" ? "admin" : "support",
        disabled: account.disabledAt !== null,
        hasPassword: account.passwordHash !== null,
        totp: factors.totpSince !== null,
        passkeys: factors.passkeys.length,
        tied: tie !== null,
        sessions: live.length,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      };
    }),
  );
}

/**
 * Warns where OIDC_PASSWORD_ADMIN names nobody who could come in while the provider is down: an enabled admin with a password
 * and a second factor.
 */
export async function warnOfPasswordAdmin(): Promise<void> {
  const named = config().oidc?.passwordAdmin ?? null;
  if (named === null) {
    return;
  }
  const found = (await listStaff()).find(({ username }) => nameKey(username) === nameKey(named));
  const hasFactor = found !== undefined && (found.totp || found.passkeys > 0);
  if (found?.role !== "admin" || found.disabled || !found.hasPassword || !hasFactor) {
    log.warn(
      "OIDC_PASSWORD_ADMIN names no enabled admin with a password and a second factor: while the OpenID provider is down, no staff can sign in",
    );
  }
}

/** Null where it is no account of the staff's: customers' accounts are changed on their own pages. */
export async function staffUsername(accountId: string): Promise<string | null> {
  const [row] = await database()
    .select({ username: accounts.username })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isStaffAccount()));
  return row?.username ?? null;
}
