import "server-only";
import { config } from "../../config";
import { database } from "../../db/connection";
import { log } from "../../log";
import { tellOwner } from "../security-mail";
import { endSessionsOf, noteSecondFactor } from "../sessions";
import type { Role } from "../viewer";
import { factorsOf, forgetFactors, waysOf } from "./factors";
import { removePasskey } from "./passkeys";
import { makeRecoveryCodes } from "./recovery-codes";
import { removeTotp } from "./totp";

type Asker = { accountId: string; sessionId: string; role: Role };

/**
 * After a factor was added: this session has given it. The first one brings recovery codes (returned, in clear this
 * once), and ends every other session, which came in without.
 */
export async function factorAdded({ accountId, sessionId }: Asker): Promise<string[] | null> {
  await noteSecondFactor(sessionId);
  tellOwner(accountId, "factor-added");
  log.info({ accountId }, "a second factor was added");
  const factors = await factorsOf(accountId);
  const isFirst = (factors.totpSince ? 1 : 0) + factors.passkeys.length === 1;
  if (!isFirst) {
    return null;
  }
  return database().transaction(async (tx) => {
    await endSessionsOf(accountId, { reason: "second-factor", except: sessionId }, tx);
    return makeRecoveryCodes(accountId, tx);
  });
}

/** In place of those that the account has; in clear this once. */
export async function renewRecoveryCodes(accountId: string): Promise<string[]> {
  const codes = await makeRecoveryCodes(accountId);
  tellOwner(accountId, "codes-renewed");
  return codes;
}

export type Removal = "removed" | "not-found" | "needed";

/** Staff who need a second factor keep at least one. Recovery codes go with the last. */
export async function removeFactor(
  asker: Asker,
  which: { totp: true } | { passkey: string },
): Promise<Removal> {
  const { accountId } = asker;
  const factors = await factorsOf(accountId);
  const isLast = (factors.totpSince ? 1 : 0) + factors.passkeys.length <= 1;
  if (isLast && asker.role !== "customer" && config().staffNeedSecondFactor) {
    return "needed";
  }
  const gone = "totp" in which ? await removeTotp(accountId) : await removePasskey(accountId, which.passkey);
  if (!gone) {
    return "not-found";
  }
  log.info({ accountId }, "a second factor was removed");
  tellOwner(accountId, "factor-removed");
  const left = waysOf(await factorsOf(accountId));
  if (!left.totp && !left.passkey) {
    await forgetFactors(accountId);
  }
  return "removed";
}

/** For staff and the command: every factor goes, and every session with them. */
export async function resetFactors(accountId: string): Promise<void> {
  await database().transaction(async (tx) => {
    await forgetFactors(accountId, tx);
    await endSessionsOf(accountId, { reason: "by-staff" }, tx);
  });
  log.info({ accountId }, "second factors were reset");
  tellOwner(accountId, "factors-reset");
}
