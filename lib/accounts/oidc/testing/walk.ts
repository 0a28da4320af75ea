import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import { database } from "../../../db/connection";
import { accounts } from "../../../db/schema";
import { oidcTies } from "../../../db/sign-in-schema";
import { useTestDatabase } from "../../../db/testing";
import type { Simulator } from "../../../simulator/start";
import { createAccount } from "../../create-account";
import { nameKey } from "../../names";
import { decodeSession, encodeSession, sessionCookie } from "../../sessions/session-cookie";
import { proveSid } from "../../sessions/sessions";
import { signInWith } from "../../sign-in/sign-in";
import { finishOidc, type Purpose, startOidc } from "../flow";
import { jar } from "./cookie-jar";
import { CLIENT_ID, CLIENT_SECRET, type OpenIdProvider, startOpenIdProvider } from "./openid-provider";

export const PANEL = "http://127.0.0.1:3000";
export const PASSWORD = "lamp under the stairs";
/** Of the simulated master's demo fleet. */
export const CUSTOMER = { userId: "10001", email: "anna.schmidt@example.com" };

export let provider: OpenIdProvider;
let simulator: Pick<Simulator, "control">;

/** A panel with an empty database and a real OpenID provider; each test begins with an empty browser. */
export function usePanelAndProvider(master: typeof simulator): void {
  useTestDatabase();
  simulator = master;
  beforeAll(async () => {
    provider = await startOpenIdProvider(PANEL);
    vi.stubEnv("OIDC_ISSUER", provider.issuer);
    vi.stubEnv("OIDC_CLIENT_ID", CLIENT_ID);
    vi.stubEnv("OIDC_CLIENT_SECRET", CLIENT_SECRET);
    vi.stubEnv("OIDC_FOR", "everybody");
    vi.stubEnv("OIDC_ROLES", "groups:panel-admins=admin,groups:helpdesk=support");
    vi.stubEnv("OIDC_SECOND_FACTOR", "mfa");
    vi.stubEnv("OIDC_PASSWORD_ADMIN", "Root");
  });
  afterAll(() => provider.close());
  beforeEach(async () => {
    jar.clear();
    Object.assign(provider, { signsIn: null, lie: null, silent: false });
    provider.people.clear();
    await database().delete(accounts);
    await simulator.control.reset({ fleet: "demo" });
  });
}

/** What a browser keeps of the provider; a new one for each walk. */
const browserOf = () => new Map<string, string>();
type Cookies = ReturnType<typeof browserOf>;

function keep(cookies: Cookies, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const value = pair.slice(at + 1);
    if (value === "" || /max-age=0\b/i.test(line)) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), value);
  }
}

export async function begin(purpose: Purpose = "sign-in", next?: string): Promise<string> {
  const response = await startOidc(purpose, next);
  keep(jar, response);
  return response.headers.get("location") ?? "";
}

/** From the provider's first page to the address with which it sends the browser back. */
export async function atProvider(location: string, browser: Cookies = browserOf()): Promise<string> {
  let at = location;
  for (let n = 0; n < 8 && !at.startsWith(PANEL); n += 1) {
    const cookie = [...browser].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(at, { redirect: "manual", headers: { cookie } });
    keep(browser, response);
    at = new URL(response.headers.get("location") ?? "about:blank", at).href;
  }
  return at;
}

export const finish = async (back: string): Promise<string> => {
  const response = await finishOidc(new Request(back));
  return (response.headers.get("location") ?? "").replace(PANEL, "");
};

export async function walk(sub: string, purpose: Purpose = "sign-in", next?: string): Promise<string> {
  provider.signsIn = sub;
  return finish(await atProvider(await begin(purpose, next)));
}

export async function whoIsIn() {
  const held = await decodeSession(jar.get(sessionCookie()) ?? "");
  return held && proveSid(held.accountId, held.sid);
}

export async function make(of: Parameters<typeof createAccount>[0]): Promise<string> {
  const made = await createAccount({ password: PASSWORD, ...of });
  if (!made.ok) throw new Error(made.fault);
  return made.accountId;
}

export async function confirmedCustomer(username = "anna"): Promise<string> {
  const [user] = (await simulator.control.users()).filter(({ userid }) => userid === CUSTOMER.userId);
  const email = user?.email ?? "";
  CUSTOMER.email = email;
  const id = await make({ username, role: "customer", userId: CUSTOMER.userId, email });
  await database()
    .update(accounts)
    .set({ confirmedEmailKey: nameKey(email) })
    .where(eq(accounts.id, id));
  return id;
}

export const verified = (email = CUSTOMER.email) => ({ claims: { email, email_verified: true } });
export const ties = () => database().select().from(oidcTies);
export const caller = { address: null, userAgent: null, device: null };

export async function signIn(username: string): Promise<void> {
  const result = await signInWith({ login: username, password: PASSWORD }, caller);
  if (!result.ok || result.step !== "in") throw new Error(JSON.stringify(result));
  jar.set(sessionCookie(), await encodeSession(result.account.id, result.sid, 3600));
}
