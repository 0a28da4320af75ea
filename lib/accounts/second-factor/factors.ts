import "server-only";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { type Database, database, type Transaction } from "../../db/connection";
import { passkeys, recoveryCodes, totpFactors } from "../../db/sign-in-schema";
import { recoveryCodesLeft } from "./recovery-codes";

export interface PasskeyView {
  id: string;
  name: string;
  /** ISO 8601; both. */
  createdAt: string;
  lastUsedAt: string | null;
}

export interface Factors {
  /** Since when there is an authenticator app, ISO 8601; null: there is none. */
  totpSince: string | null;
  passkeys: PasskeyView[];
  recoveryCodesLeft: number;
}

export async function factorsOf(accountId: string): Promise<Factors> {
  const db = database();
  const [totp, keys, left] = await Promise.all([
    db
      .select({ at: totpFactors.confirmedAt })
      .from(totpFactors)
      .where(and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt))),
    db.select().from(passkeys).where(eq(passkeys.accountId, accountId)).orderBy(asc(passkeys.createdAt)),
    recoveryCodesLeft(accountId),
  ]);
  return {
    totpSince: totp[0]?.at?.toISOString() ?? null,
    passkeys: keys.map((key) => ({
      id: key.id,
      name: key.name,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft: left,
  };
}

/** Apps and passkeys that can be asked for; an app that waits for its first code is none yet. */
export async function countFactors(accountId: string, tx: Transaction): Promise<number> {
  const apps = await tx.$count(
    totpFactors,
    and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt)),
  );
  return apps + (await tx.$count(passkeys, eq(passkeys.accountId, accountId)));
}

/** With what a second factor can be given; a recovery code stands for one that is not at hand. */
export interface Ways {
  totp: boolean;
  passkey: boolean;
}

export const waysOf = ({ totpSince, passkeys: keys }: Factors): Ways => ({
  totp: totpSince !== null,
  passkey: keys.length > 0,
});

/** Whether nobody gets into this account by one factor alone. */
export async function hasSecondFactor(accountId: string): Promise<boolean> {
  const { totp, passkey } = waysOf(await factorsOf(accountId));
  return totp || passkey;
}

/** Every factor of an account goes, and its recovery codes: it is one with a password alone again. */
export async function forgetFactors(
  accountId: string,
  db: Database | Transaction = database(),
): Promise<void> {
  await db.delete(totpFactors).where(eq(totpFactors.accountId, accountId));
  await db.delete(passkeys).where(eq(passkeys.accountId, accountId));
  await db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
}
