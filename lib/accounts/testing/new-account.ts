import { eq } from "drizzle-orm";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { createAccount } from "../create-account";
import { createSession, proveSession } from "../sessions/sessions";
import type { Role, Viewer } from "../sessions/viewer";

type Wanted = Partial<Omit<Parameters<typeof createAccount>[0], "role">>;

/** The id of a new account. A customer is 10001 where none is named, and RStack lets them in. */
export async function newAccount(role: Role, wanted: Wanted = {}): Promise<string> {
  const customer = role === "customer" ? { userId: "10001" } : {};
  const made = await createAccount({ username: crypto.randomUUID(), ...customer, ...wanted, role });
  if (!made.ok) throw new Error(made.fault);
  if (role === "customer") {
    await database()
      .update(accounts)
      .set({ rstackStatus: "active", rstackStatusAt: new Date() })
      .where(eq(accounts.id, made.accountId));
  }
  return made.accountId;
}

export const newSession = (id: string, role: Role = "customer") =>
  createSession({ id, role }, { userAgent: null, address: null });

export async function viewerIn(sessionId: string): Promise<Viewer> {
  const viewer = await proveSession(sessionId);
  if (!viewer) throw new Error("no session");
  return viewer;
}

/** Who a new account is, in a session of its own. */
export async function newViewer(role: Role, wanted: Wanted = {}): Promise<Viewer> {
  const { sessionId } = await newSession(await newAccount(role, wanted), role);
  return viewerIn(sessionId);
}
