import "server-only";
import { eq } from "drizzle-orm";
import { config } from "../../config";
import { database, type Transaction } from "../../db/connection";
import { accounts } from "../../db/schema";
import { log } from "../../log";
import { tellOwner } from "../security-mail";
import { endSessionsOf } from "../sessions/end-sessions";
import { noteSecondFactor } from "../sessions/sessions";
import type { Role } from "../sessions/viewer";
import { countFactors, forgetFactors } from "./factors";
import { removePasskey } from "./passkeys";
import { hasRecoveryCodes, makeRecoveryCodes } from "./recovery-codes";
import { removeTotp } from "./totp";

type Asker = { accountId: string; sessionId: string; role: Role };

/** What changes the factors of one account goes one after another: two that come at once would each not see the other. */
function alone<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().transaction(async (tx) => {
    await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for("no key update");
    return work(tx);
  });
}

/**
 * After a factor was added: this session has given it. The first one brings recovery codes (returned, in clear this
 * once), and ends every other session, which came in without. Of two first ones that are added at once, one does.
 */
export async function factorAdded({ accountId, sessionId }: Asker): Promise<string[] | null> {
  await noteSecondFactor(sessionId);
  tellOwner(accountId, "factor-added");
  log.info({ accountId }, "a second factor was added");
  return alone(accountId, async (tx) => {
    const isFirst = (await countFactors(accountId, tx)) === 1 || !(await hasRecoveryCodes(accountId, tx));
    if (!isFirst) {
      return null;
    }
    await endSessionsOf(accountId, { reason: "second-factor", except: sessionId }, tx);
    return makeRecoveryCodes(accountId, tx);
  });
}

/** In place of those that the account has; in clear this once. */
export async function renewRecoveryCodes(accountId: string): Promise<string[]> {
  const codes = await alone(accountId, (tx) => makeRecoveryCodes(accountId, tx));
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
  const mustKeepOne = asker.role !== "customer" && config().staffNeedSecondFactor;
  const removal = await alone(accountId, async (tx): Promise<Removal> => {
    if (mustKeepOne && (await countFactors(accountId, tx)) <= 1) {
      return "needed";
    }
    const gone =
      "totp" in which ? await removeTotp(accountId, tx) : await removePasskey(accountId, which.passkey, tx);
    if (!gone) {
      return "not-found";
    }
    if ((await countFactors(accountId, tx)) === 0) {
      await forgetFactors(accountId, tx);
    }
    return "removed";
  });
  if (removal === "removed") {
    log.info({ accountId }, "a second factor was removed");
    tellOwner(accountId, "factor-removed");
  }
  return removal;
}

/** For staff and the command: every factor goes, and every session with them. */
export async function resetFactors(accountId: string): Promise<void> {
  await alone(accountId, async (tx) => {
    await forgetFactors(accountId, tx);
    await endSessionsOf(accountId, { reason: "by-staff" }, tx);
  });
  log.info({ accountId }, "second factors were reset");
  tellOwner(accountId, "factors-reset");
}
