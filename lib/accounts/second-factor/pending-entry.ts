import "server-only";
import { and, eq, gt } from "drizzle-orm";
import type { SignInWay } from "../../db/column-types";
import { database, type Transaction } from "../../db/connection";
import { accounts } from "../../db/schema";
import { challenges } from "../../db/sign-in-schema";
import { noteRequest } from "../../request-context";
import type { Caller } from "../caller";
import { newToken, tokenHash } from "../secrets";
import type { ProviderProof } from "../sessions/sessions";

const PURPOSE = "pending-entry";
export const PENDING_SECONDS = 10 * 60;

/** Who has given one factor and owes the second. It is no session: nothing but the second step reads it. */
export interface PendingEntry {
  id: string;
  way: SignInWay | null;
  proof: ProviderProof;
  account: Pick<typeof accounts.$inferSelect, "id" | "role" | "username" | "passwordChangedAt">;
}

/** Bound to the browser, where that is known: a token that was carried elsewhere is worth nothing. */
const boundTo = (token: string, device: string | null): string =>
  tokenHash(JSON.stringify([PURPOSE, token, device]));

/** Returns the token for the browser's own cookie; kept as a hash. */
export async function keepPendingEntry(
  accountId: string,
  caller: Pick<Caller, "device">,
  way: SignInWay = "password",
  proof: ProviderProof | null = null,
): Promise<string> {
  const token = newToken();
  await database()
    .insert(challenges)
    .values({
      purpose: PURPOSE,
      accountId,
      way,
      provenUntil: proof?.provenUntil,
      providerToken: proof?.providerToken,
      challenge: boundTo(token, caller.device),
      expiresAt: new Date(Date.now() + PENDING_SECONDS * 1000),
    });
  return token;
}

/** Null where it is over, was finished, or is another browser's. */
export async function readPendingEntry(
  token: string | undefined,
  caller: Pick<Caller, "device">,
): Promise<PendingEntry | null> {
  if (!token) {
    return null;
  }
  const [row] = await database()
    .select({
      ...{ id: challenges.id, way: challenges.way, account: accounts },
      proof: { provenUntil: challenges.provenUntil, providerToken: challenges.providerToken },
    })
    .from(challenges)
    .innerJoin(accounts, eq(accounts.id, challenges.accountId))
    .where(
      and(
        eq(challenges.purpose, PURPOSE),
        eq(challenges.challenge, boundTo(token, caller.device)),
        gt(challenges.expiresAt, new Date()),
      ),
    );
  if (!row || row.account.disabledAt) {
    return null;
  }
  const { id, role, username, passwordChangedAt } = row.account;
  noteRequest({ account: id });
  return { id: row.id, way: row.way, proof: row.proof, account: { id, role, username, passwordChangedAt } };
}

/** True for one caller alone, however many finish it at once. */
export async function endPendingEntry(id: string): Promise<boolean> {
  const gone = await database()
    .delete(challenges)
    .where(and(eq(challenges.id, id), eq(challenges.purpose, PURPOSE)))
    .returning({ id: challenges.id });
  return gone.length > 0;
}

/** Whoever waits at the second step gave a password that is none any more. */
export async function endPendingEntriesOf(accountId: string, tx: Transaction): Promise<void> {
  await tx
    .delete(challenges)
    .where(and(eq(challenges.accountId, accountId), eq(challenges.purpose, PURPOSE)));
}
