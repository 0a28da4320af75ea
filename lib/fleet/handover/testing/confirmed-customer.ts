import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { ann } from "@/lib/hosts/testing/ann";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import { newAccount, newSession } from "../../../accounts/testing/new-account";

/** A customer in a session, whose e-mail address the panel confirmed. */
export async function confirmedCustomer(username: string, userId: string, email: string): Promise<Viewer> {
  const accountId = await newAccount("customer", { username, userId, email });
  await database().update(accounts).set({ confirmedEmailKey: email }).where(eq(accounts.id, accountId));
  const { sessionId } = await newSession(accountId);
  return { ...ann, sessionId, accountId, username, displayName: username, userId: parseUserId(userId) };
}

/** The mirror takes the host as the master has it now. */
export async function readAnew(id: string): Promise<void> {
  const vmId = parseVmId(id);
  await (vmId && readOne(vmId, { priority: "command" }));
}
