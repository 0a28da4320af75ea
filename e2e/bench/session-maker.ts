// A process of its own that makes an account and a session for each userid given, without a password, and prints their
// cookies as JSON: hundreds of sign-ins by the form would take minutes of hashing.
import { createAccount } from "../../lib/accounts/create-account";
import { encodeSession, sessionCookie } from "../../lib/accounts/sessions/session-cookie";
import { createSession } from "../../lib/accounts/sessions/sessions";
import { startDatabase } from "../../lib/db/start";

const started = await startDatabase({ mode: "command" });
const cookies: Record<string, string> = {};
for (const userId of process.argv.slice(2)) {
  const made = await createAccount({ username: `bench-${userId}`, role: "customer", userId });
  if (!made.ok) {
    throw new Error(made.fault);
  }
  const account = { id: made.accountId, role: "customer" as const };
  const { sid } = await createSession(account, { userAgent: null, address: null });
  cookies[userId] = `${sessionCookie()}=${await encodeSession(made.accountId, sid, 3_600)}`;
}
console.log(JSON.stringify(cookies));
await started.stop();
process.exit(0);
