import { eq } from "drizzle-orm";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { config, settingsForNextAuth } from "../../config";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { signInFailures } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { listSessions } from "../sessions/list-sessions";
import { decodeSession, deviceCookie, encodeSession, sessionCookie } from "../sessions/session-cookie";
import { createSession, proveSid } from "../sessions/sessions";
import { authOptions, nextAuthRoute } from "./next-auth-route";

useTestDatabase();
settingsForNextAuth(config());

const waits: number[] = [];
const jar = vi.hoisted(() => new Map<string, string>());
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
    set: (name: string, value: string) => jar.set(name, value),
  }),
}));

const CSRF = "panel.csrf";
const PASSWORD = "lamp under the stairs";

afterEach(() => vi.useRealTimers());
beforeEach(async () => {
  jar.clear();
  waits.length = 0;
  await database().delete(accounts);
  await database().delete(signInFailures);
});

/** A staff account: the master has no say. */
const account = (username: string) => newAccount("support", { username, password: PASSWORD });

async function signedIn(username: string) {
  const id = await account(username);
  const session = await createSession({ id, role: "support" }, { userAgent: null, address: null });
  return { id, ...session, cookie: await encodeSession(id, session.sid, 3600) };
}

type Sent = { method?: string; body?: Record<string, unknown>; cookies?: Record<string, string> };

/** One request to next-auth itself, in its older form: the newer reads Next's own request, which a test has not. */
async function ask(action: string, sent: Sent = {}) {
  const heads = new Map<string, string | string[]>();
  let body: Record<string, unknown> | undefined;
  const response = {
    getHeader: (name: string) => heads.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => heads.set(name.toLowerCase(), value),
    status: () => response,
    send: (sentBody: Record<string, unknown>) => (body = sentBody),
    json: (sentBody: Record<string, unknown>) => (body = sentBody),
    end: () => undefined,
  };
  const path = action === "callback" ? [action, "credentials"] : [action];
  const request = { method: "GET", headers: {}, cookies: {}, query: { nextauth: path }, ...sent };
  await Reflect.apply(NextAuth, undefined, [
    request,
    response,
    authOptions((seconds) => waits.push(seconds)),
  ]);
  const set = [heads.get("set-cookie") ?? []].flat();
  const cookie = (name: string) => set.find((line) => line.startsWith(`${name}=`));
  const value = (name: string) =>
    cookie(name)
      ?.split(";")[0]
      ?.slice(name.length + 1);
  return { body, cookie, value, location: heads.get("location") };
}

/** The token against forgery, and the cookie that goes with it. */
async function withToken(sent: Sent): Promise<Sent> {
  const { body, value } = await ask("csrf");
  return {
    method: "POST",
    body: { csrfToken: body?.csrfToken, ...sent.body },
    cookies: { [CSRF]: decodeURIComponent(value(CSRF) ?? ""), ...sent.cookies },
  };
}

it("tells who is signed in by name alone, and nothing once the session is over", async () => {
  const { cookie, sessionId } = await signedIn("sam");
  const cookies = { [sessionCookie()]: cookie };
  expect((await ask("session", { cookies })).body).toEqual({
    user: { name: "sam" },
    expires: expect.any(String),
  });
  await database().update(sessions).set({ endedAt: new Date() }).where(eq(sessions.id, sessionId));
  expect((await ask("session", { cookies })).body).toEqual({});
});

it("ignores what a browser sends to the session route", async () => {
  const [mallory, victim] = [await signedIn("mallory"), await signedIn("victim")];
  const attack = { sub: victim.id, sid: victim.sid, uid: victim.id, role: "admin", user: { name: "victim" } };
  const sent = await withToken({
    body: { data: attack },
    cookies: { [sessionCookie()]: mallory.cookie },
  });
  const { body, value } = await ask("session", sent);
  expect(body).toEqual({ user: { name: "mallory" }, expires: expect.any(String) });
  const renewed = await decodeSession(value(sessionCookie()) ?? "");
  expect(renewed).toEqual({ accountId: mallory.id, sid: mallory.sid });
});

it("ends the row at sign-out, so that a copied cookie is worth nothing", async () => {
  const { cookie } = await signedIn("sam");
  const { value } = await ask("signout", await withToken({ cookies: { [sessionCookie()]: cookie } }));
  expect(value(sessionCookie())).toBe("");
  expect((await ask("session", { cookies: { [sessionCookie()]: cookie } })).body).toEqual({});
});

it("signs in with the same limits as the page, into a session row of its own", async () => {
  const id = await account("sam");
  const sent = await withToken({ body: { login: "sam", password: PASSWORD } });
  const { cookie, value } = await ask("callback", sent);
  // On loopback by http; `session-cookie.test.ts` has https.
  expect(cookie("panel.session")).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  expect(await decodeSession(value(sessionCookie()) ?? "")).toMatchObject({ accountId: id });
});

it("ends the browser's earlier session, but not where the password was wrong", async () => {
  const before = await signedIn("sam");
  jar.set(sessionCookie(), before.cookie);
  const cookies = { [sessionCookie()]: before.cookie };
  const signIn = async (password: string) =>
    ask("callback", await withToken({ body: { login: "sam", password }, cookies }));
  await signIn("wrong wrong wrong");
  expect((await listSessions(before.id)).map(({ id }) => id)).toEqual([before.sessionId]);
  const { value } = await signIn(PASSWORD);
  const now = await decodeSession(value(sessionCookie()) ?? "");
  const live = (await listSessions(before.id)).map(({ id }) => id);
  expect(live).toEqual([(await proveSid(before.id, now?.sid ?? ""))?.sessionId]);
  expect(live).not.toContain(before.sessionId);
});

it("slows guesses as the page does, and answers all failures alike", async () => {
  await account("sam");
  // The wait of a second is not over because the machine is slow.
  vi.useFakeTimers({ toFake: ["Date"] });
  const tried = async (login: string, password: string) =>
    ask("callback", await withToken({ body: { login, password } }));
  const wrong = await tried("sam", "wrong wrong wrong");
  const nobody = await tried("nobody", "wrong wrong wrong");
  expect(wrong.location).toBe(nobody.location);
  await tried("sam", "wrong wrong wrong");
  await tried("sam", "wrong wrong wrong");
  expect(waits).toEqual([]);
  expect((await tried("sam", PASSWORD)).cookie(sessionCookie())).toBeUndefined();
  // The route answers 429 with them, and the browser keeps its place in the waiting queue.
  expect(waits).toEqual([1]);
  expect(jar.get(deviceCookie())).toMatch(/^[\w-]{32}$/);
});

const post = (headers: Record<string, string>, body: string) =>
  nextAuthRoute(
    new NextRequest("http://127.0.0.1:3000/api/auth/signout", { method: "POST", headers, body }),
    { params: Promise.resolve({ nextauth: ["signout"] }) },
  );

it("refuses another origin, and a body larger than our forms", async () => {
  expect((await post({ origin: "https://evil.example" }, "")).status).toBe(403);
  expect((await post({ origin: "null" }, "")).status).toBe(403);
  expect((await post({ origin: "http://127.0.0.1:3000" }, "x".repeat(16 * 1024 + 1))).status).toBe(413);
});
