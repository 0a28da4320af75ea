import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { accountLinks } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { recordNotification } from "../../notifications/record";
import { endPendingEntry, keepPendingEntry, readPendingEntry } from "../second-factor/pending-entry";
import { enter, enterAnew } from "../sign-in/enter";
import { failedSignInsOf } from "../sign-in/failed-sign-ins";
import { signInWith } from "../sign-in/sign-in";
import { endSession } from "./end-sessions";
import { proveSid } from "./sessions";
import { readSafetyChanges, readSignIns, SIGN_INS_A_PAGE, sinceSignIns } from "./sign-ins";

useTestDatabase();

const caller = { userAgent: "a browser", address: "203.0.113.7", device: null };
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const PASSWORD = "lamp under the stairs";

const account = (username: string) => newAccount("support", { username, password: PASSWORD });

/** Signs in, `days` ago; returns the session's id. */
async function signedIn(id: string, days: number, way: "password" | "sso" = "password"): Promise<string> {
  const entry = await enter({ id, role: "support" }, caller, way);
  const sessionId = (entry.step === "in" && (await proveSid(id, entry.sid))?.sessionId) || "";
  await database()
    .update(sessions)
    .set({ createdAt: ago(days) })
    .where(eq(sessions.id, sessionId));
  return sessionId;
}

beforeEach(() => database().delete(accounts));

it("lists live sign-ins first, ended ones of 90 days after them, and nobody else's", async () => {
  const id = await account("alice");
  await signedIn(await account("bob"), 0);
  const longLived = await signedIn(id, 100);
  const now = await signedIn(id, 0, "sso");
  const ended = await signedIn(id, 89);
  const forgotten = await signedIn(id, 91);
  for (const sessionId of [ended, forgotten]) {
    await endSession(sessionId, "signed-out");
  }
  const { signIns, total } = await readSignIns(id, 1);
  expect(signIns.map((row) => [row.id, row.isLive, row.way])).toEqual([
    [now, true, "sso"],
    [longLived, true, "password"],
    [ended, false, "password"],
  ]);
  expect(signIns[0]).toMatchObject({ address: caller.address, userAgent: caller.userAgent });
  expect(total).toBe(3);
});

it("pages through more than one page of them", async () => {
  const id = await account("alice");
  for (let n = 0; n <= SIGN_INS_A_PAGE; n += 1) {
    await signedIn(id, n);
  }
  const [first, second] = await Promise.all([readSignIns(id, 1), readSignIns(id, 2)]);
  expect(first.signIns).toHaveLength(SIGN_INS_A_PAGE);
  expect(second.signIns).toHaveLength(1);
  expect(new Set([...first.signIns, ...second.signIns].map((row) => row.id)).size).toBe(first.total);
});

it("keeps the way over the second step, and over a change of password", async () => {
  const id = await account("alice");
  const token = await keepPendingEntry(id, caller, "sso");
  const pending = await readPendingEntry(token, caller);
  expect(pending?.way).toBe("sso");
  await endPendingEntry(pending?.id ?? "");
  const sessionId = await signedIn(id, 0, "sso");
  await enterAnew({ accountId: id, sessionId, role: "support" }, caller);
  expect((await readSignIns(id, 1)).signIns.map(({ way }) => way)).toEqual(["sso", "sso"]);
});

it("sums wrong passwords of an account, and keeps none of names that nobody has", async () => {
  const id = await account("alice");
  for (const login of ["alice", "alice", "nobody"]) {
    expect(await signInWith({ login, password: "wrong wrong wrong" }, caller)).toMatchObject({ ok: false });
  }
  await vi.waitFor(async () =>
    expect(await failedSignInsOf(id, sinceSignIns())).toMatchObject({
      count: 2,
      lastAddress: caller.address,
    }),
  );
  expect(await failedSignInsOf(await account("bob"), sinceSignIns())).toBeNull();
});

it("tells what changed about an account's safety, newest first, and nothing of others", async () => {
  const [id, other] = [await account("alice"), await account("bob")];
  const link = { purpose: "email", expiresAt: ago(0) } as const;
  await database()
    .insert(accountLinks)
    .values([
      { ...link, accountId: id, tokenHash: "used", usedAt: ago(2) },
      { ...link, accountId: id, tokenHash: "unused" },
      { ...link, accountId: id, tokenHash: "long ago", usedAt: ago(91) },
      { ...link, accountId: other, tokenHash: "other", usedAt: ago(1) },
    ]);
  await recordNotification({ accountId: id }, { kind: "password-changed", key: "security 1", data: {} });
  await recordNotification({ accountId: other }, { kind: "password-changed", key: "security 2", data: {} });
  const { changes, total } = await readSafetyChanges(id, 1);
  expect(changes.map(({ kind }) => kind)).toEqual(["password-changed", "email-changed"]);
  expect(total).toBe(2);
});
