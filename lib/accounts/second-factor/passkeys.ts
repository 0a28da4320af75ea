import "server-only";
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { and, eq, gt, isNull } from "drizzle-orm";
import { type Database, database, type Transaction } from "../../db/connection";
import { challenges, passkeys } from "../../db/sign-in-schema";
import { log } from "../../log";
import { passkeyPlace } from "./passkey-place";

type Row = typeof passkeys.$inferSelect;

/** Such as `usb`; new words come with new kinds of keys, and browsers leave alone those that they don't know. */
const transportsOf = (row: Row) => row.transports as AuthenticatorTransport[];
const rowsOf = (accountId: string) =>
  database().select().from(passkeys).where(eq(passkeys.accountId, accountId));

/** What the browser needs to make a passkey, as JSON. `purpose` names the session that asks. */
export async function newPasskeyOptions(
  account: { id: string; username: string },
  purpose: string,
  /** How the panel is called where passkeys are kept. */
  providerName: string,
): Promise<string> {
  const known = await rowsOf(account.id);
  const options = await generateRegistrationOptions({
    rpName: providerName,
    rpID: passkeyPlace().id,
    userName: account.username,
    userID: new TextEncoder().encode(account.id),
    attestationType: "none",
    excludeCredentials: known.map((row) => ({ id: row.id, transports: transportsOf(row) })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
  await keepChallenge(`new ${purpose}`, account.id, options.challenge);
  return JSON.stringify(options);
}

/** Keeps the passkey that the browser made; false where it is not what was asked for. */
export async function keepPasskey(
  accountId: string,
  purpose: string,
  response: RegistrationResponseJSON,
  name: string,
): Promise<boolean> {
  const { origin, id } = passkeyPlace();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(`new ${purpose}`, accountId, challenge),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: false,
    });
    if (!verified) {
      return false;
    }
    const { credential } = registrationInfo;
    const kept = await database()
      .insert(passkeys)
      .values({
        id: credential.id,
        accountId,
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        counter: credential.counter,
        transports: credential.transports ?? [],
        name,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    return kept.length > 0;
  } catch (err) {
    log.info({ accountId, reason: reasonOf(err) }, "a new passkey was refused");
    return false;
  }
}

/**
 * What the browser needs to ask for a passkey, as JSON. With an account: for one of its passkeys. Without: for whichever
 * the person has here, and then the device itself asks for finger, face or PIN, since no password was given.
 */
export async function passkeyOptions(accountId: string | null, purpose: string): Promise<string> {
  const known = accountId === null ? [] : await rowsOf(accountId);
  const options = await generateAuthenticationOptions({
    rpID: passkeyPlace().id,
    allowCredentials: known.map((row) => ({ id: row.id, transports: transportsOf(row) })),
    userVerification: accountId === null ? "required" : "preferred",
  });
  await keepChallenge(`ask ${purpose}`, accountId, options.challenge);
  return JSON.stringify(options);
}

/** Whose passkey answered; null where it is no good answer. `accountId` and `purpose` are those of the question. */
export async function accountOfPasskey(
  accountId: string | null,
  purpose: string,
  response: AuthenticationResponseJSON,
): Promise<string | null> {
  const [row] = await database().select().from(passkeys).where(eq(passkeys.id, response.id));
  if (!row || (accountId !== null && row.accountId !== accountId)) {
    return null;
  }
  const { origin, id } = passkeyPlace();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(`ask ${purpose}`, accountId, challenge),
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: row.id,
        publicKey: Buffer.from(row.publicKey, "base64url"),
        counter: row.counter,
        transports: transportsOf(row),
      },
      requireUserVerification: accountId === null,
    });
    if (!verified) {
      return null;
    }
    await database()
      .update(passkeys)
      .set({ counter: authenticationInfo.newCounter, lastUsedAt: new Date() })
      .where(eq(passkeys.id, row.id));
    return row.accountId;
  } catch (err) {
    log.info({ accountId: row.accountId, reason: reasonOf(err) }, "a passkey was refused");
    return null;
  }
}

/** False where it is none of this account's. */
export async function removePasskey(
  accountId: string,
  id: string,
  db: Database | Transaction,
): Promise<boolean> {
  const gone = await db
    .delete(passkeys)
    .where(and(eq(passkeys.id, id), eq(passkeys.accountId, accountId)))
    .returning({ id: passkeys.id });
  return gone.length > 0;
}

const reasonOf = (err: unknown): string => (err instanceof Error ? err.message.slice(0, 200) : "");

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
