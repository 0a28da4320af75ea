import "server-only";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { parseUserId } from "../rstack/ids";
import { Email, nameKey, Username } from "./names";
import { hashPassword } from "./passwords";
import type { Locale, Role } from "./viewer";

export interface NewAccount {
  username: string;
  email?: string;
  role: Role;
  /** Needed for customers, refused for staff. */
  userId?: string;
  locale?: Locale;
  /** As others read it; without one, the user name. */
  displayName?: string;
  /** The caller has held it against the rules. */
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
  if (wanted.role === "customer" && parseUserId(wanted.userId) === null) {
    return "bad-user-id";
  }
  if (wanted.role !== "customer" && wanted.userId !== undefined) {
    return "staff-with-user-id";
  }
  return null;
}

/** Makes an account, whatever the master says of the userid. Its own word on a customer comes with `confirmCustomer`. */
export async function createAccount(wanted: NewAccount): Promise<Created> {
  const fault = faultOf(wanted);
  if (fault) {
    return { ok: false, fault };
  }
  const now = new Date();
  const usernameKey = nameKey(wanted.username);
  const [made] = await database()
    .insert(accounts)
    .values({
      username: wanted.username,
      usernameKey,
      email: wanted.email ?? null,
      emailKey: wanted.email === undefined ? null : nameKey(wanted.email),
      passwordHash: wanted.password === undefined ? null : await hashPassword(wanted.password),
      passwordChangedAt: wanted.password === undefined ? null : now,
      role: wanted.role,
      userId: wanted.userId ?? null,
      locale: wanted.locale ?? null,
      displayName: wanted.displayName ?? null,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  if (made) {
    return { ok: true, accountId: made.id };
  }
  const taken = await database().query.accounts.findFirst({
    where: (a, { eq }) => eq(a.usernameKey, usernameKey),
    columns: { id: true },
  });
  return { ok: false, fault: taken ? "username-taken" : "email-taken" };
}
