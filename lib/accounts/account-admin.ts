import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { accounts } from "../db/schema";
import { nameKey } from "./names";
import { endSessionsOf } from "./sessions/end-sessions";

/** An account without its password's hash, for staff and commands. */
export type AccountRecord = Omit<typeof accounts.$inferSelect, "passwordHash"> & { hasPassword: boolean };

const record = ({ passwordHash, ...row }: typeof accounts.$inferSelect): AccountRecord => ({
  ...row,
  hasPassword: passwordHash !== null,
});

export async function listAccounts(): Promise<AccountRecord[]> {
  return (await database().select().from(accounts).orderBy(asc(accounts.usernameKey))).map(record);
}

/** By user name, whatever its case. */
export async function accountNamed(username: string): Promise<AccountRecord | null> {
  const [row] = await database()
    .select()
    .from(accounts)
    .where(eq(accounts.usernameKey, nameKey(username)));
  return row ? record(row) : null;
}

export async function accountById(id: string): Promise<AccountRecord | null> {
  const [row] = await database().select().from(accounts).where(eq(accounts.id, id));
  return row ? record(row) : null;
}

/** The accounts by which a customer signs in, those that others' are linked to it by included, the oldest first. */
export async function accountsOfCustomer(userId: string): Promise<AccountRecord[]> {
  const rows = await database()
    .select()
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.role, "customer")))
    .orderBy(asc(accounts.createdAt));
  return rows.map(record);
}

/** Null where the account isn't this customer's. */
export const accountOfCustomer = async (userId: string, accountId: string): Promise<AccountRecord | null> =>
  (await accountsOfCustomer(userId)).find(({ id }) => id === accountId) ?? null;

/**
 * Disabling an account ends its sessions at once, and enabling it brings none of them back. To enable it is to say that
 * it does belong to the customer number's holder.
 */
export async function setDisabled(accountId: string, disabled: boolean): Promise<void> {
  await database().transaction(async (tx) => {
    await tx
      .update(accounts)
      .set(disabled ? { disabledAt: new Date() } : { disabledAt: null, formerAt: null })
      .where(eq(accounts.id, accountId));
    if (disabled) {
      await endSessionsOf(accountId, { reason: "disabled" }, tx);
    }
    await publish(tx, { type: "account", accountId });
  });
}
