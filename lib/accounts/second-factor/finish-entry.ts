import "server-only";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { cookies } from "next/headers";
import type { SignInWay } from "../../db/column-types";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { type Caller, currentCaller } from "../caller";
import { giveBackTurns } from "../fair-share";
import { newToken, tokenHash } from "../secrets";
import { pendingCookie } from "../sessions/session-cookie";
import type { ProviderProof } from "../sessions/sessions";
import { type Entry, enterWith, isOvertaken } from "../sign-in/enter";
import { noteFailedSignIn } from "../sign-in/failed-sign-ins";
import { rememberBrowser } from "../sign-in/known-browsers";
import { type NotSignedIn, whyHeld } from "../sign-in/sign-in";
import { type Given, giveCode } from "./give-code";
import { accountOfPasskey, passkeyOptions } from "./passkeys";
import { endPendingEntry, type PendingEntry, readPendingEntry } from "./pending-entry";

export type Finished =
  | { ok: true; entry: Extract<Entry, { step: "in" }>; device: string }
  | Exclude<Given, { ok: true }>
  /** The time for it is over, or it was finished elsewhere. */
  | { ok: false; code: "signed-out" };

/** The sign-in of this browser that waits for its second factor; null where none does. */
export const currentPending = async (): Promise<PendingEntry | null> =>
  readPendingEntry((await cookies()).get(pendingCookie())?.value, await currentCaller());

const OVER = { ok: false, code: "signed-out" } as const;
const pendingPurpose = (pending: PendingEntry) => `pending ${pending.id}`;

export async function finishByCode(code: string, caller: Caller): Promise<Finished> {
  const pending = await currentPending();
  if (!pending) {
    return OVER;
  }
  const given = await giveCode(pending.account.id, code, caller);
  if (!given.ok && given.code === "wrong-code") {
    noteFailedSignIn(pending.account.id, caller);
  }
  return given.ok ? finish(pending, caller) : given;
}

/** Null where nothing waits. */
export async function pendingPasskeyOptions(): Promise<string | null> {
  const pending = await currentPending();
  return pending && passkeyOptions(pending.account.id, pendingPurpose(pending));
}

export async function finishByPasskey(
  response: AuthenticationResponseJSON,
  caller: Caller,
): Promise<Finished> {
  const pending = await currentPending();
  if (!pending) {
    return OVER;
  }
  const accountId = await accountOfPasskey(pending.account.id, pendingPurpose(pending), response);
  return accountId ? finish(pending, caller) : { ok: false, code: "wrong-code" };
}

async function finish({ id, way, proof, account }: PendingEntry, caller: Caller): Promise<Finished> {
  return ((await endPendingEntry(id)) && (await arrive(account, caller, way, proof))) || OVER;
}

/** Null where the password was changed meanwhile: that ends all that came in before. */
async function arrive(
  account: PendingEntry["account"],
  caller: Caller,
  way: SignInWay | null,
  proof: ProviderProof | null = null,
): Promise<Extract<Finished, { ok: true }> | null> {
  const device = caller.device ?? newToken();
  const entry = await enterWith(account, caller, new Date(), way, proof);
  if (await isOvertaken(entry, account)) {
    return null;
  }
  await rememberBrowser(device, account.id, caller);
  return { ok: true, entry, device };
}

const signInPurpose = (device: string) => `sign-in ${tokenHash(device)}`;

/** For a sign-in by passkey alone. `device` is the browser's own token: no other browser can bring the answer. */
export const signInPasskeyOptions = (device: string): Promise<string> =>
  passkeyOptions(null, signInPurpose(device));

/** A passkey whose device asked for finger, face or PIN is both factors at once. */
export async function signInByPasskey(
  response: AuthenticationResponseJSON,
  caller: Caller,
): Promise<Extract<Finished, { ok: true }> | Pick<NotSignedIn, "ok" | "code" | "reason">> {
  if (!caller.device) {
    // It was set with the question.
    return { ok: false, code: "sign-in-failed", reason: "no-cookie" };
  }
  const accountId = await accountOfPasskey(null, signInPurpose(caller.device), response);
  const [account] = accountId
    ? await database().select().from(accounts).where(eq(accounts.id, accountId))
    : [];
  if (!account) {
    return { ok: false, code: "sign-in-failed" };
  }
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const held = await whyHeld(account);
  if (held) {
    return { ok: false, ...held };
  }
  return (await arrive(account, caller, "passkey")) ?? { ok: false, code: "sign-in-failed" };
}
