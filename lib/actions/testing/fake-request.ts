import { encodeSession, sessionCookie } from "@/lib/accounts/sessions/session-cookie";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { allowChanges, startView } from "@/lib/accounts/sessions/views";
import { newAccount, newSession, viewerIn } from "@/lib/accounts/testing/new-account";
import { parseUserId } from "@/lib/rstack/ids";

/** A browser's cookies and the request that it sends; for `vi.mock("next/headers", …)`. */
export const request = { headers: new Headers(), cookies: new Map<string, string>() };

export const nextHeaders = {
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => {
      const value = request.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
    set: (name: string, value: string) => request.cookies.set(name, value),
  }),
};

export function newRequest(): void {
  request.headers = new Headers({ origin: "http://127.0.0.1:3000", "next-action": "x" });
}

export function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    data.append(name, value);
  }
  return data;
}

export const PASSWORD = "lamp under the stairs";

/** A new session of the account is in the browser. */
export async function enterAs(accountId: string, role: Role = "customer") {
  const { sessionId, sid } = await newSession(accountId, role);
  request.cookies.set(sessionCookie(), await encodeSession(accountId, sid, 3600));
  newRequest();
  return { accountId, sessionId };
}

/** A new account whose session is in the browser; a customer is 10001 where none is named. */
export async function signInAs(role: Role, userId?: string) {
  const username = crypto.randomUUID();
  const wanted = { username, password: PASSWORD, ...(userId && { userId }) };
  return { ...(await enterAs(await newAccount(role, wanted), role)), username };
}

/** A new member of staff looks at 10001's hosts; with changes where they were allowed. */
export async function viewAs(role: "support" | "admin", changes = false) {
  const staff = await signInAs(role);
  const userId = parseUserId("10001");
  if (!userId) throw new Error("no customer");
  await startView(await viewerIn(staff.sessionId), { userId, customerName: "Ann", reason: "a ticket" });
  const { view } = await viewerIn(staff.sessionId);
  if (!view) throw new Error("no view began");
  if (changes) await allowChanges(view, staff.sessionId);
  return staff;
}
