import { eq } from "drizzle-orm";
import { createAccount } from "@/lib/accounts/create-account";
import { createSession } from "@/lib/accounts/sessions/sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { ann } from "@/lib/hosts/testing/ann";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";

/** A customer in a session, whose e-mail address the panel confirmed. */
export async function confirmedCustomer(username: string, userId: string, email: string): Promise<Viewer> {
  const made = await createAccount({ username, role: "customer", userId, email });
  if (!made.ok) throw new Error(made.fault);
  await database()
    .update(accounts)
    .set({ rstackStatus: "active", rstackStatusAt: new Date(), confirmedEmailKey: email })
    .where(eq(accounts.id, made.accountId));
  const id = parseUserId(userId);
  const account = { id: made.accountId, role: "customer" } as const;
  const { sessionId } = await createSession(account, { userAgent: null, address: null });
  return { ...ann, sessionId, accountId: made.accountId, username, displayName: username, userId: id };
}

/** The mirror takes the host as the master has it now. */
export async function readAnew(id: string): Promise<void> {
  const vmId = parseVmId(id);
  await (vmId && readOne(vmId, { priority: "command" }));
}
