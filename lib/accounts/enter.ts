import "server-only";
import type { accounts } from "../db/schema";
import { log } from "../log";
import type { Caller } from "./caller";
import { createSession } from "./sessions";

type Account = Pick<typeof accounts.$inferSelect, "id" | "role">;

/** What a browser gets once it is certain who sits there. */
export interface Entry {
  account: Account;
  sid: string;
  maxAgeSeconds: number;
}

/**
 * The one door behind every way in: password, single sign-on. The caller has made sure of the person and that the
 * account may be in.
 */
export async function enter(account: Account, caller: Caller): Promise<Entry> {
  const { sid, maxAgeSeconds } = await createSession(account, caller);
  log.info({ accountId: account.id, role: account.role, address: caller.address }, "signed in");
  return { account: { id: account.id, role: account.role }, sid, maxAgeSeconds };
}
