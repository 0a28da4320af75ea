import { createAccount } from "@/lib/accounts/create-account";
import { encodeSession, sessionCookie } from "@/lib/accounts/sessions/session-cookie";
import { createSession } from "@/lib/accounts/sessions/sessions";
import type { Role } from "@/lib/accounts/sessions/viewer";

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

/** A new account whose session is in the browser. */
export async function signInAs(role: Exclude<Role, "customer">) {
  const username = crypto.randomUUID();
  const made = await createAccount({ username, role, password: PASSWORD });
  if (!made.ok) {
    throw new Error(made.fault);
  }
  const { accountId } = made;
  const session = await createSession({ id: accountId, role }, { userAgent: null, address: null });
  request.cookies.set(sessionCookie(), await encodeSession(accountId, session.sid, 3600));
  newRequest();
  return { accountId, username, sessionId: session.sessionId };
}
