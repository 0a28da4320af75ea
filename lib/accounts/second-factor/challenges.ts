import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { database } from "../../db/connection";
import { challenges } from "../../db/sign-in-schema";

const GOOD_MS = 5 * 60_000;

/** Keeps what was handed out. `purpose` names what for, and the one session or sign-in that may bring it back. */
export async function keepChallenge(
  purpose: string,
  accountId: string | null,
  challenge: string,
): Promise<void> {
  await database()
    .insert(challenges)
    .values({ purpose, accountId, challenge, expiresAt: new Date(Date.now() + GOOD_MS) });
}

/** Takes it back: once, in time, for the same purpose and account. */
export async function takeChallenge(
  purpose: string,
  accountId: string | null,
  challenge: string,
): Promise<boolean> {
  const taken = await database()
    .delete(challenges)
    .where(
      and(
        eq(challenges.purpose, purpose),
        eq(challenges.challenge, challenge),
        accountId === null ? isNull(challenges.accountId) : eq(challenges.accountId, accountId),
        gt(challenges.expiresAt, new Date()),
      ),
    )
    .returning({ id: challenges.id });
  return taken.length > 0;
}
