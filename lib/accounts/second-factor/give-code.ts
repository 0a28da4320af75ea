import "server-only";
import type { Caller } from "../caller";
import { tellOwner } from "../security-mail";
import { takeRecoveryCode } from "./recovery-codes";
import { takeTry } from "./throttle";
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
