import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { config } from "../../config";
import type { SignInWay } from "../../db/column-types";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { isCallerGone, queueFullSeconds } from "../../fair-queue";
import { log } from "../../log";
import { countSignIn } from "../../metrics/instruments";
import { callerSignal } from "../../request-context";
import type { Caller } from "../caller";
import { networkOf } from "../caller-address";
import { giveBackTurns } from "../fair-share";
import { nameKey } from "../names";
import { newToken } from "../secrets";
import { confirmCustomer } from "../status/rstack-status";
import { type Entry, enter, isOvertaken } from "./enter";
import { noteFailedSignIn } from "./failed-sign-ins";
import { rememberBrowser } from "./known-browsers";
import { hashPassword, inPasswordTurn, needsRehash, verifyInTurn } from "./passwords";
import { isTrustedBrowser, takeAttempt } from "./sign-in-throttle";

type Account = typeof accounts.$inferSelect;

/** Entered, or with the second factor still to give. */
export type SignedIn = { ok: true; device: string } & Entry;
export type NotSignedIn = {
  ok: false;
  code: "sign-in-failed" | "sign-in-wait" | "too-many" | "not-confirmed" | "master-down";
  waitSeconds?: number;
  /** For `too-many`: `busy`. For `sign-in-wait`: `guessed-at`, where others' guesses keep strangers out. For `not-confirmed`: `provider` (staff who come in by the OpenID provider alone), `disabled`, `administrator`, `missing`, `ambiguous` or `unconfirmed`. Said after the right password only. */
  reason?: string;
  /** To be kept in the browser: with `sign-in-wait` its place in the waiting queue. */
  device: string | null;
};

/** How long a customer that was confirmed before waits for a silent master. */
const CONFIRM_WITHIN_MS = 4_000;

/**
 * Signs in by password, for the page and for next-auth's route: the rate limits first, then the password, the account,
 * and the customer's status at the master. Without the right password the answer is the same whether the account exists.
 */
export async function signInWith(
  given: { login: string; password: string },
  caller: Caller,
): Promise<SignedIn | NotSignedIn> {
  const result = await trySignIn(given, caller);
  if (!result.ok) {
    countSignIn(result.code);
  } else if (result.step === "second-factor") {
    countSignIn("second-factor");
  }
  return result;
}

async function trySignIn(
  given: { login: string; password: string },
  caller: Caller,
): Promise<SignedIn | NotSignedIn> {
  const checked = await checkInTurn(nameKey(given.login.trim()), given.password, caller);
  if (!checked.ok) {
    return checked;
  }
  const { account } = checked;
  const device = caller.device ?? newToken();
  await rehash(account, given.password);
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const held = await whyHeld(account);
  if (held) {
    log.info({ accountId: account.id, code: held.code, reason: held.reason }, "sign-in held back");
    return { ok: false, ...held, device };
  }
  const entry = await enter(account, { ...caller, device });
  if (await isOvertaken(entry, account)) {
    return { ok: false, code: "sign-in-failed", device };
  }
  if (entry.step === "in") {
    // A browser that still owes the second factor is remembered after that.
    await rememberBrowser(device, account.id, caller);
  }
  return { ok: true, ...entry, device };
}

type Checked = { ok: true; account: Account } | NotSignedIn;

/** Counting and hashing wait for their turn together: whoever is not served, because the queue is full or they hung up, has not tried. */
async function checkInTurn(key: string, password: string, caller: Caller): Promise<Checked> {
  const network = caller.address ? networkOf(caller.address) : "";
  const turn = { network, address: caller.address ?? "", signal: callerSignal() };
  const lane = (await isTrustedFor(key, caller)) ? "known" : "stranger";
  try {
    return await inPasswordTurn({ lane, ...turn }, () => check(key, password, caller));
  } catch (reason) {
    const waitSeconds = isCallerGone(reason) ? 1 : queueFullSeconds(reason);
    if (waitSeconds === null) {
      throw reason;
    }
    return { ok: false, code: "too-many", reason: "busy", waitSeconds, device: caller.device };
  }
}

async function isTrustedFor(key: string, { device }: Caller): Promise<boolean> {
  const account = device === null ? undefined : await accountByLogin(key);
  return device !== null && account !== undefined && isTrustedBrowser(device, account.id);
}

async function check(key: string, password: string, caller: Caller): Promise<Checked> {
  const account = await accountByLogin(key);
  const attempt = await takeAttempt({ key, accountId: account?.id ?? null }, caller);
  if (!attempt.ok) {
    return { code: "sign-in-wait", ...attempt };
  }
  const right = await verifyInTurn(account?.passwordHash ?? null, password);
  if (!account || !right) {
    log.info({ accountId: account?.id ?? null, address: caller.address }, "sign-in failed");
    if (account) {
      noteFailedSignIn(account.id, caller);
    }
    return { ok: false, code: "sign-in-failed", device: caller.device };
  }
  await attempt.succeeded();
  return { ok: true, account };
}

/** User names hold no `@`, so a login is one or the other. Nobody signs in with a linked account. */
async function accountByLogin(key: string): Promise<Account | undefined> {
  const column = key.includes("@") ? accounts.emailKey : accounts.usernameKey;
  const [row] = await database()
    .select()
    .from(accounts)
    .where(and(eq(column, key), isNull(accounts.linkedTo)))
    .limit(1);
  return row;
}

/** Never over a password that was set meanwhile. */
async function rehash({ id, passwordHash: old }: Account, password: string): Promise<void> {
  if (old && needsRehash(old)) {
    const passwordHash = await hashPassword(password);
    await database()
      .update(accounts)
      .set({ passwordHash })
      .where(and(eq(accounts.id, id), eq(accounts.passwordHash, old)));
  }
}

/** Why an account stays out whoever it is; null where it may be in by this way. Asks the master. */
export async function whyHeld(
  account: Account,
  way: SignInWay = "password",
): Promise<Pick<NotSignedIn, "code" | "reason"> | null> {
  if (account.disabledAt) {
    return { code: "not-confirmed", reason: "disabled" };
  }
  if (account.role !== "customer") {
    const passwordAdmin = config().oidc?.passwordAdmin ?? null;
    const isNamed = account.role === "admin" && nameKey(passwordAdmin ?? "") === account.usernameKey;
    return way === "oidc" || passwordAdmin === null || isNamed
      ? null
      : { code: "not-confirmed", reason: "provider" };
  }
  const word = await confirmCustomer(account.id, AbortSignal.timeout(CONFIRM_WITHIN_MS));
  if (word?.status === "active") {
    return null;
  }
  return word?.silent && word.status === "unconfirmed"
    ? { code: "master-down" }
    : { code: "not-confirmed", reason: word?.status ?? "unconfirmed" };
}
