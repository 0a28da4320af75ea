import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { config } from "../../config";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import type { Caller } from "../caller";
import { verifyOwnPassword } from "../change-password";
import { tieOf } from "../oidc/ties";
import { ofPerson } from "../preferences";
import { signInOf, type Viewer } from "../sessions/viewer";
import { factorsOf, hasSecondFactor, type Ways, waysOf } from "./factors";
import { type Given, giveCode } from "./give-code";

/** So long it counts that a person has shown again that it is them. */
export const PROOF_MINUTES = 10;

type Asker = Pick<Viewer, "accountId" | "linkedTo" | "sessionId">;

/** By what this account shows again that it is its owner: by its second factor, or else by its password. */
export interface ProofWays extends Ways {
  /** Whether a recovery code is left. */
  recovery: boolean;
  password: boolean;
  /** The OpenID provider's name, where this account is tied to it; null: it isn't. */
  provider: string | null;
}

export async function proofWays(accountId: string): Promise<ProofWays> {
  const ways = await allWays(accountId);
  return { ...ways, password: ways.password && !ways.totp && !ways.passkey };
}

const isRecent = (at: Date | null | undefined): boolean =>
  Boolean(at && Date.now() - at.getTime() < PROOF_MINUTES * 60_000);

async function sessionAnd(asker: Asker) {
  const [row] = await database()
    .select({ session: sessions, askAgain: accounts.askAgain })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, asker.sessionId));
  return row;
}

/** Whether this person wants to be asked again before something is destroyed, and was not, lately. */
export async function mustProveAgain(asker: Asker): Promise<boolean> {
  const row = await sessionAnd(asker);
  return !row || (row.askAgain && !isRecent(row.session.provenAgainAt));
}

/** Whether this person has shown lately, beside signing in, that it is them. */
export async function hasProvenLately(asker: Asker): Promise<boolean> {
  return isRecent((await sessionAnd(asker))?.session.provenAgainAt);
}

/**
 * Whether what guards the account may be changed: right after signing in, or after having been asked again. A session
 * that follows a change of password is a new one, too, but nobody has given the second factor for it.
 */
export async function mayChangeFactors(asker: Asker): Promise<boolean> {
  const row = await sessionAnd(asker);
  if (!row || isRecent(row.session.provenAgainAt)) {
    return row !== undefined;
  }
  const { createdAt, secondFactorAt, byLink } = row.session;
  if (await hasSecondFactor(signInOf(asker))) {
    return isRecent(secondFactorAt);
  }
  return !byLink && isRecent(createdAt);
}

export async function notePresence(sessionId: string): Promise<void> {
  await database().update(sessions).set({ provenAgainAt: new Date() }).where(eq(sessions.id, sessionId));
}

export type Proved =
  | Given
  | { ok: true; by: "password" }
  | { ok: false; code: "wrong-password" }
  | { ok: false; code: "too-many"; waitSeconds: number };

/** By a code, where the account has a second factor; by its password, where it has none. */
export async function proveByText(asker: Asker, typed: string, caller: Caller): Promise<Proved> {
  const { password } = await proofWays(signInOf(asker));
  const proved: Proved = password
    ? await byPassword(signInOf(asker), typed)
    : await giveCode(signInOf(asker), typed, caller);
  if (proved.ok) {
    await notePresence(asker.sessionId);
  }
  return proved;
}

/** What an account can show beside what it must: the password counts as well where there is a second factor. */
export async function allWays(accountId: string): Promise<ProofWays> {
  const [factors, [account], tie] = await Promise.all([
    factorsOf(accountId),
    database().select({ hash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, accountId)),
    tieOf(accountId),
  ]);
  return {
    ...waysOf(factors),
    recovery: factors.recoveryCodesLeft > 0,
    password: Boolean(account?.hash),
    provider: (tie && config().oidc?.name) ?? null,
  };
}

/** By whichever of the two the person chose. The code counts where both came: browsers fill in passwords by themselves. */
export async function proveByEither(
  accountId: string,
  given: { password?: string; code?: string },
  caller: Caller,
): Promise<Proved> {
  const code = given.code?.trim() ?? "";
  return code === "" ? byPassword(accountId, given.password ?? "") : giveCode(accountId, code, caller);
}

async function byPassword(accountId: string, typed: string): Promise<Proved> {
  const proven = await verifyOwnPassword(accountId, typed);
  if (proven.ok) {
    return { ok: true, by: "password" };
  }
  return proven.code === "too-many" ? proven : { ok: false, code: "wrong-password" };
}

/** False where it was so before. */
export async function setAskingAgain(accountId: string, askAgain: boolean): Promise<boolean> {
  const changed = await database()
    .update(accounts)
    .set({ askAgain })
    .where(and(ofPerson(accountId), ne(accounts.askAgain, askAgain)))
    .returning({ id: accounts.id });
  return changed.length > 0;
}
