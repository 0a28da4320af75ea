import "server-only";
import { randomInt } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import { type Database, database, type Transaction } from "../../db/connection";
import { recoveryCodes } from "../../db/sign-in-schema";
import { keyedHash } from "../secrets";

const COUNT = 10;
/** Nothing that is mistaken for something else in print: no i, l, o, 0, 1. Ten of them are 49 bits. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 10;

const plain = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, "");
// Keyed: without AUTH_SECRET a stolen table can't be searched for them.
const hashOf = (accountId: string, code: string) => keyedHash("recovery-code", accountId, plain(code));

function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/** Ten new codes, in clear this once; those from before are gone. */
export async function makeRecoveryCodes(
  accountId: string,
  db: Database | Transaction = database(),
): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  await db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ accountId, codeHash: hashOf(accountId, code) })));
  return codes;
}

/** Whether the account was given any, used up or not. */
export const hasRecoveryCodes = async (accountId: string, tx: Transaction): Promise<boolean> =>
  (await tx.$count(recoveryCodes, eq(recoveryCodes.accountId, accountId))) > 0;

/** Takes a code: each is good once. */
export async function takeRecoveryCode(accountId: string, code: string): Promise<boolean> {
  const taken = await database()
    .update(recoveryCodes)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(recoveryCodes.accountId, accountId),
        eq(recoveryCodes.codeHash, hashOf(accountId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return taken.length > 0;
}

export async function recoveryCodesLeft(accountId: string): Promise<number> {
  const [row] = await database()
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}
