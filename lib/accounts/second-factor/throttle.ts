import "server-only";
import type { Caller } from "../caller";
import { keyedHash } from "../secrets";
import { isKnownBrowser } from "../sign-in/known-browsers";
import { type Counting, countAttempt, forgetAttempts } from "../sign-in/sign-in-throttle";

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
