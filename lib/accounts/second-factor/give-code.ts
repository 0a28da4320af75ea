import "server-only";
import type { Caller } from "../caller";
import { keyedHash } from "../secrets";
import { tellOwner } from "../security-mail";
import { isKnownBrowser } from "../sign-in/known-browsers";
import { type Counting, countAttempt, forgetAttempts } from "../sign-in/sign-in-throttle";
import { takeRecoveryCode } from "./recovery-codes";
import { takeTotpCode } from "./totp";
import { CODE } from "./totp-code";

export type Given =
  | { ok: true; by: "totp" | "recovery" }
  | { ok: false; code: "wrong-code" }
  | { ok: false; code: "sign-in-wait"; waitSeconds: number };

/** A code from the app, or a recovery code: told apart by how they look. */
export async function giveCode(
  accountId: string,
  typed: string,
  caller: Pick<Caller, "device">,
): Promise<Given> {
  const code = typed.replace(/\s/g, "");
  const by = CODE.test(code) ? "totp" : "recovery";
  const attempt = await takeTry(accountId, by, caller);
  if (!attempt.ok) {
    return { ok: false, code: "sign-in-wait", waitSeconds: attempt.waitSeconds };
  }
  const take = by === "totp" ? takeTotpCode : takeRecoveryCode;
  if (!(await take(accountId, code))) {
    return { ok: false, code: "wrong-code" };
  }
  await attempt.succeeded();
  if (by === "recovery") {
    tellOwner(accountId, "code-used");
  }
  return { ok: true, by };
}

/**
 * A code has six digits, so whoever knows the password must not try many: the wait doubles up to five minutes, and a day
 * goes by before it is forgotten. Recovery codes can't be guessed, so that they stay open whoever tries the others.
 */
const PACE: Record<"totp" | "recovery", Counting> = {
  totp: { longestWaitS: 300, forgetAfterMs: 24 * 3_600_000 },
  recovery: { longestWaitS: 10, forgetAfterMs: 15 * 60_000 },
};

export type Try = { ok: true; succeeded: () => Promise<void> } | { ok: false; waitSeconds: number };

/**
 * Counted before the code is looked at. A browser that came all the way into this account before has a counter of its
 * own, so that nobody who merely knows the password keeps its owner waiting; all others share one.
 */
export async function takeTry(
  accountId: string,
  what: "totp" | "recovery",
  caller: Pick<Caller, "device">,
): Promise<Try> {
  const { device } = caller;
  const own = device && (await isKnownBrowser(device, accountId)) ? device : "";
  const key = keyedHash("second-factor", what, accountId, own);
  const waitSeconds = await countAttempt(key, PACE[what]);
  return waitSeconds === 0 ? { ok: true, succeeded: () => forgetAttempts(key) } : { ok: false, waitSeconds };
}
