/** Started by demo.mjs, beside its running panel. Passwords come as JSON on standard input. */
import { text } from "node:stream/consumers";
import { z } from "zod";
import { createAccount } from "../accounts/create-account";
import { startDatabase } from "../db/start";

const Passwords = z.object({ alice: z.string(), bob: z.string(), support: z.string(), admin: z.string() });
const passwords = Passwords.parse(JSON.parse(await text(process.stdin)));

const WANTED = [
  { username: "alice", role: "customer", userId: "10001", email: "alice@example.com" },
  { username: "bob", role: "customer", userId: "10002", email: "bob@example.com" },
  { username: "support", role: "support", email: "support@example.com" },
  { username: "admin", role: "admin", email: "admin@example.com" },
] as const;

const database = await startDatabase({ mode: "command" });
try {
  for (const wanted of WANTED) {
    const made = await createAccount({ ...wanted, password: passwords[wanted.username] });
    if (!made.ok && made.fault !== "username-taken") {
      throw new Error(`The demo account ${wanted.username} could not be made: ${made.fault}`);
    }
  }
} finally {
  await database.stop();
}
