import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { setDisabled } from "../account-admin";
import { changeOwnPassword } from "../change-password";
import { endSession, endSessionsOf } from "./end-sessions";
import { listSessions } from "./list-sessions";
import { createSession, proveCookie, proveSession, proveSid, touchSession } from "./sessions";
import type { Role } from "./viewer";

useTestDatabase();

const T0 = new Date("2026-11-25T12:00:00Z").getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (ms: number) => vi.setSystemTime(T0 + ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: T0 });
});
afterEach(async () => {
  vi.useRealTimers();
  await database().delete(accounts);
});

async function signedIn(role: Role = "customer") {
  const id = await newAccount(role, { username: "Alice", password: "lamp under the stairs" });
  const session = await createSession({ id, role }, { userAgent: "test", address: null });
  const prove = async (use = false) => {
    const proof = await proveCookie(id, session.sid);
    if (proof && use) {
      await touchSession(proof);
    }
    return proof?.viewer ?? null;
  };
  return { id, ...session, prove };
}

it("keeps only a hash of what the cookie holds", async () => {
  const { sid } = await signedIn();
  expect(sid.length).toBeGreaterThanOrEqual(22);
  expect(JSON.stringify(await database().select().from(sessions))).not.toContain(sid);
});

it("proves a session by cookie and by row, for its own account only", async () => {
  const { id, sid, sessionId, prove } = await signedIn();
  expect(await prove()).toMatchObject({ accountId: id, sessionId, role: "customer", userId: "10001" });
  expect(await proveSession(sessionId)).toMatchObject({ accountId: id });
  expect(await proveSid("00000000-0000-4000-8000-000000000000", sid)).toBeNull();
  expect(await proveSid(id, `${sid}x`)).toBeNull();
  expect(await proveSession("' or true --")).toBeNull();
});

it.each<[Role, number]>([
  ["customer", DAY],
  ["support", 30 * MINUTE],
  ["admin", 30 * MINUTE],
])(
  "ends for a %s who did nothing for the idle time; proofs without a touch are no use",
  async (role, idle) => {
    const { prove } = await signedIn(role);
    at(idle - 1000);
    expect(await prove(false)).not.toBeNull();
    at(idle);
    expect(await prove(false)).toBeNull();
  },
);

it.each<[Role, number, number]>([
  ["customer", 23 * HOUR, 30 * DAY],
  ["admin", 29 * MINUTE, 8 * HOUR],
])("is prolonged by use for a %s, but not beyond the absolute limit", async (role, step, max) => {
  const { prove } = await signedIn(role);
  for (let now = step; now < max; now += step) {
    at(now);
    expect(await prove(true)).not.toBeNull();
  }
  at(max);
  expect(await prove(true)).toBeNull();
});

it("makes a copied cookie worthless when the session ends", async () => {
  const { sessionId, prove } = await signedIn();
  expect(await endSession(sessionId, "signed-out")).toBe(true);
  expect(await endSession(sessionId, "signed-out")).toBe(false);
  expect(await prove()).toBeNull();
  expect(await proveSession(sessionId)).toBeNull();
});

it("ends all sessions but one", async () => {
  const { id, sessionId } = await signedIn();
  const other = await createSession({ id, role: "customer" }, { userAgent: null, address: null });
  expect(await endSessionsOf(id, { reason: "signed-out", except: sessionId })).toBe(1);
  expect(await proveSession(other.sessionId)).toBeNull();
  expect((await listSessions(id)).map((s) => s.id)).toEqual([sessionId]);
});

it("reads role, status and account afresh each time", async () => {
  const { id, prove } = await signedIn();
  await database().update(accounts).set({ displayName: "A. Liddell" }).where(eq(accounts.id, id));
  expect((await prove())?.displayName).toBe("A. Liddell");
  await database().update(accounts).set({ rstackStatus: "disabled" }).where(eq(accounts.id, id));
  expect(await prove()).toBeNull();
});

it("ends with a disabled account, also when that is enabled again", async () => {
  const { id, prove } = await signedIn();
  await setDisabled(id, true);
  expect(await prove()).toBeNull();
  await setDisabled(id, false);
  expect(await prove()).toBeNull();
});

it("doesn't depend on the master for staff", async () => {
  const { id, prove } = await signedIn("support");
  await database().update(accounts).set({ rstackStatus: "missing" }).where(eq(accounts.id, id));
  expect(await prove()).not.toBeNull();
});

it("requires the current password for a new one, applies the rules, and ends every session", async () => {
  const { id, prove } = await signedIn();
  const change = (current: string, next: string) => changeOwnPassword(id, { current, next });
  expect(await change("wrong wrong wrong", "another fine one")).toMatchObject({ code: "wrong-password" });
  expect(await change("lamp under the stairs", "short")).toMatchObject({ fault: "too-short" });
  expect(await change("lamp under the stairs", "lamp under the stairs")).toMatchObject({
    fault: "like-current",
  });
  expect(await prove()).not.toBeNull();
  expect(await change("lamp under the stairs", "another fine one")).toEqual({ ok: true });
  expect(await prove()).toBeNull();
});

it("limits guesses at the current password", async () => {
  const { id } = await signedIn();
  const guess = () => changeOwnPassword(id, { current: "wrong wrong wrong", next: "another fine one" });
  for (let n = 0; n < 6; n += 1) {
    const weak = await changeOwnPassword(id, { current: "lamp under the stairs", next: "short" });
    expect(weak).toMatchObject({ code: "weak-password" });
  }
  for (let n = 0; n < 5; n += 1) {
    expect(await guess()).toMatchObject({ code: "wrong-password" });
  }
  expect(await guess()).toMatchObject({ code: "too-many" });
});
