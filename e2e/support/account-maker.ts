// A process of its own that makes accounts as `npm run account -- add` does, and sessions as a sign-in does, one a line: a
// command for each, and a hash for each password, would take more of a run's time than all the panels in it.
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { createAccount } from "../../lib/accounts/create-account";
import { nameKey } from "../../lib/accounts/names";
import { encodeSession, sessionCookie } from "../../lib/accounts/sessions/session-cookie";
import { enter } from "../../lib/accounts/sign-in/enter";
import { hashPassword } from "../../lib/accounts/sign-in/passwords";
import { confirmCustomer } from "../../lib/accounts/status/rstack-status";
import { database } from "../../lib/db/connection";
import { accounts } from "../../lib/db/schema";
import { startDatabase } from "../../lib/db/start";
import { master } from "../../lib/master";
import type { Wanted } from "./panel-process";

const hashes = new Map<string, Promise<string>>();
const started = await startDatabase({ mode: "command" });
console.log("ready");

for await (const line of createInterface({ input: process.stdin })) {
  await answer(JSON.parse(line) as Wanted).then(
    (text) => console.log(`done ${text}`),
    (error: unknown) => console.log(`failed ${JSON.stringify(String(error))}`),
  );
}
await master().close();
await started.stop();
process.exit(0);

async function answer(wanted: Wanted): Promise<string> {
  if ("enter" in wanted) {
    return sessionOf(wanted.enter);
  }
  const made = await createAccount(wanted.add);
  if (!made.ok) {
    throw new Error(made.fault);
  }
  await database()
    .update(accounts)
    .set({ passwordHash: await hashOf(wanted.password), passwordChangedAt: new Date() })
    .where(eq(accounts.id, made.accountId));
  if (wanted.add.role === "customer") {
    // A master that is silent for a moment on a busy machine would leave the account waiting at its first page.
    for (let tries = 0; (await confirmCustomer(made.accountId))?.silent && tries < 10; tries++) {
      await setTimeout(500);
    }
  }
  return "";
}

/** Nearly all have the same password. */
function hashOf(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
}

/** The Cookie header of a new session, without the form and the hash of a password. */
async function sessionOf(username: string): Promise<string> {
  const [account] = await database()
    .select({ id: accounts.id, role: accounts.role })
    .from(accounts)
    .where(eq(accounts.usernameKey, nameKey(username)));
  const entry = account && (await enter(account, { address: null, userAgent: "node", device: null }));
  if (entry?.step !== "in") {
    throw new Error(`${username} can't enter by a password alone`);
  }
  const { sid, maxAgeSeconds } = entry;
  return `${sessionCookie()}=${await encodeSession(entry.account.id, sid, maxAgeSeconds)}`;
}
