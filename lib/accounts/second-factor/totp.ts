import "server-only";
import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { database, type Transaction } from "../../db/connection";
import { totpFactors } from "../../db/sign-in-schema";
import { log } from "../../log";
import { reseal, seal, unseal } from "../../sealed-secret";
import { newTotpSecret, stepOfCode } from "./totp-code";

/** So long a secret that was shown waits for its first code. */
const SET_UP_MS = 15 * 60_000;

const purpose = (accountId: string) => `totp ${accountId}`;

/** Begins to set up an authenticator app. One that is in use stays as it is: false. */
export async function startTotp(accountId: string): Promise<boolean> {
  const fresh = { sealed: seal(purpose(accountId), newTotpSecret()), createdAt: new Date() };
  const rows = await database()
    .insert(totpFactors)
    .values({ accountId, ...fresh })
    .onConflictDoUpdate({
      target: totpFactors.accountId,
      set: { ...fresh, lastStep: null },
      setWhere: isNull(totpFactors.confirmedAt),
    })
    .returning({ accountId: totpFactors.accountId });
  return rows.length > 0;
}

/** The secret that waits for its first code; null where none does. For the set-up page alone. */
export async function waitingTotpSecret(accountId: string): Promise<string | null> {
  const [row] = await database()
    .select()
    .from(totpFactors)
    .where(and(eq(totpFactors.accountId, accountId), isNull(totpFactors.confirmedAt)));
  const isFresh = row && Date.now() - row.createdAt.getTime() < SET_UP_MS;
  return isFresh ? unseal(purpose(accountId), row.sealed) : null;
}

/** The first code makes the app a factor, and is used up by it. */
export async function confirmTotp(accountId: string, code: string): Promise<boolean> {
  const secret = await waitingTotpSecret(accountId);
  const step = secret && stepOfCode(secret, code, Date.now());
  if (!step) {
    return false;
  }
  const rows = await database()
    .update(totpFactors)
    .set({ confirmedAt: new Date(), lastStep: step })
    .where(and(eq(totpFactors.accountId, accountId), isNull(totpFactors.confirmedAt)))
    .returning({ accountId: totpFactors.accountId });
  return rows.length > 0;
}

/** Takes a code: each is good once, and so is every one before it. */
export async function takeTotpCode(accountId: string, code: string): Promise<boolean> {
  const [row] = await database()
    .select()
    .from(totpFactors)
    .where(and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt)));
  const secret = row ? unseal(purpose(accountId), row.sealed) : null;
  const step = secret && stepOfCode(secret, code, Date.now());
  if (!step) {
    return false;
  }
  const taken = await database()
    .update(totpFactors)
    .set({ lastStep: step })
    .where(
      and(
        eq(totpFactors.accountId, accountId),
        isNotNull(totpFactors.confirmedAt),
        or(isNull(totpFactors.lastStep), lt(totpFactors.lastStep, sql`${step}::bigint`)),
      ),
    )
    .returning({ accountId: totpFactors.accountId });
  return taken.length > 0;
}

/** The app in use, or the one that waits; false where there is neither. */
export async function removeTotp(accountId: string, tx: Transaction): Promise<boolean> {
  const gone = await tx
    .delete(totpFactors)
    .where(eq(totpFactors.accountId, accountId))
    .returning({ accountId: totpFactors.accountId });
  return gone.length > 0;
}

/**
 * Seals again under AUTH_SECRET what only AUTH_SECRET_PREVIOUS opens, and warns of keys that neither opens: their owners'
 * codes are refused. Several instances may do it at once.
 */
export async function resealTotp(): Promise<void> {
  const rows = await database().select().from(totpFactors);
  let resealed = 0;
  let unreadable = 0;
  for (const { accountId, sealed } of rows) {
    const found = reseal(purpose(accountId), sealed);
    if (found === "unreadable") {
      unreadable++;
    } else if (found !== "current") {
      resealed++;
      await database()
        .update(totpFactors)
        .set(found)
        .where(and(eq(totpFactors.accountId, accountId), eq(totpFactors.sealed, sealed)));
    }
  }
  if (resealed > 0) {
    log.info({ keys: resealed }, "authenticator keys were sealed again under the new AUTH_SECRET");
  }
  if (unreadable > 0) {
    log.error(
      { unreadable },
      "authenticator keys can't be opened: AUTH_SECRET is not the one they were sealed under. Give that one as AUTH_SECRET_PREVIOUS and start again, or have these people reset their second factor",
    );
  }
}
