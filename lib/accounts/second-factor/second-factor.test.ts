import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import {
  challenges,
  knownBrowsers,
  passkeys,
  recoveryCodes,
  signInFailures,
  totpFactors,
} from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import type { Caller } from "../caller";
import { setPassword } from "../change-password";
import { newToken } from "../secrets";
import { createSession, proveCookie, proveSession } from "../sessions/sessions";
import { enter, enterAnew, enterWith } from "../sign-in/enter";
import { rememberBrowser } from "../sign-in/known-browsers";
import { factorAdded, removeFactor, resetFactors } from "./change-factors";
import { factorsOf, hasSecondFactor } from "./factors";
import { giveCode } from "./give-code";
import { keepChallenge, takeChallenge } from "./passkeys";
import { endPendingEntry, keepPendingEntry, readPendingEntry } from "./pending-entry";
import { mayChangeFactors, mustProveAgain, proveByText, setAskingAgain } from "./proof";
import { makeRecoveryCodes, takeRecoveryCode } from "./recovery-codes";
import { confirmTotp, startTotp, takeTotpCode, waitingTotpSecret } from "./totp";
import { stepOfCode, totpUri } from "./totp-code";

useTestDatabase();

const T0 = new Date("2026-11-25T12:00:00Z").getTime();
const PASSWORD = "lamp under the stairs";
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const codeOf = (secret: string, at = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, "0");
const caller = (device: string | null = null): Caller => ({ address: null, userAgent: "test", device });

let accountId = "";
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: T0 });
  accountId = await make("admin");
});
afterEach(async () => {
  vi.useRealTimers();
  for (const table of [knownBrowsers, signInFailures, challenges, accounts]) {
    await database().delete(table);
  }
});

const make = (role: "admin" | "customer") => newAccount(role, { username: `u-${role}`, password: PASSWORD });

/** An app in use; its first code is used up, so the next is that of the next step. */
async function withApp(id = accountId): Promise<string> {
  await startTotp(id);
  const secret = (await waitingTotpSecret(id)) ?? "";
  expect(await confirmTotp(id, codeOf(secret))).toBe(true);
  pass(60);
  return secret;
}

async function signedIn(id = accountId, secondFactorAt: Date | null = null) {
  const { sessionId, sid } = await createSession({ id, role: "admin" }, caller(), secondFactorAt);
  return { accountId: id, sessionId, sid, role: "admin" as const };
}

it("accepts the codes of one time step before and after, and no others", () => {
  const secret = new Secret({ size: 20 }).base32;
  const step = Math.floor(T0 / 30_000);
  for (const [seconds, found] of [
    [0, step],
    [-30, step - 1],
    [30, step + 1],
    [-60, null],
    [60, null],
  ] as const) {
    expect(stepOfCode(secret, codeOf(secret, T0 + seconds * 1000), T0)).toBe(found);
  }
  for (const none of ["", "12345", "1234567", "12345a", "１２３４５６"]) {
    expect(stepOfCode(secret, none, T0)).toBeNull();
  }
  expect(totpUri(secret, "Provider 云", "alice")).toMatch(/^otpauth:\/\/totp\//);
});

it("keeps the app's secret sealed, and accepts each code once and no older one", async () => {
  const secret = await withApp();
  const [row] = await database().select().from(totpFactors);
  expect(JSON.stringify(row)).not.toContain(secret);
  const before = codeOf(secret, Date.now() - 30_000);
  const now = codeOf(secret);
  const many = await Promise.all(Array.from({ length: 6 }, () => takeTotpCode(accountId, now)));
  expect(many.filter(Boolean)).toHaveLength(1);
  expect(await takeTotpCode(accountId, before)).toBe(false);
  pass(30);
  expect(await takeTotpCode(accountId, codeOf(secret))).toBe(true);
});

it("uses up the code that set the app up, and drops a secret that waited too long", async () => {
  await startTotp(accountId);
  const secret = (await waitingTotpSecret(accountId)) ?? "";
  expect(await takeTotpCode(accountId, codeOf(secret))).toBe(false);
  pass(16 * 60);
  expect(await confirmTotp(accountId, codeOf(secret))).toBe(false);
  const fresh = await withApp();
  expect(await takeTotpCode(accountId, codeOf(fresh, T0 + 16 * 60_000))).toBe(false);
  expect(await startTotp(accountId)).toBe(false);
  expect(await waitingTotpSecret(accountId)).toBeNull();
});

it("accepts a recovery code once, for its own account, however it is typed, until new ones replace it", async () => {
  const [first = "", second = ""] = await makeRecoveryCodes(accountId);
  const rows = await database().select().from(recoveryCodes);
  expect(rows).toHaveLength(10);
  expect(JSON.stringify(rows)).not.toContain(first.replace("-", ""));
  const other = await make("customer");
  expect(await takeRecoveryCode(other, first)).toBe(false);
  const many = await Promise.all(
    Array.from({ length: 5 }, () => takeRecoveryCode(accountId, ` ${first.toUpperCase().replace("-", " ")}`)),
  );
  expect(many.filter(Boolean)).toHaveLength(1);
  await makeRecoveryCodes(accountId);
  expect(await takeRecoveryCode(accountId, second)).toBe(false);
});

it("slows down guesses at codes, but no known browser and no recovery code", async () => {
  const secret = await withApp();
  const [recovery = ""] = await makeRecoveryCodes(accountId);
  const known = newToken();
  await rememberBrowser(known, accountId, { userAgent: null, address: null });
  const waits: number[] = [];
  for (let tries = 0; tries < 30 && waits.at(-1) !== 300; tries += 1) {
    // A new device each time is the same stranger.
    const given = await giveCode(accountId, wrong(codeOf(secret)), caller(newToken()));
    if (!given.ok && given.code === "sign-in-wait") {
      waits.push(given.waitSeconds);
      pass(given.waitSeconds);
    } else {
      expect(given).toEqual({ ok: false, code: "wrong-code" });
    }
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  await giveCode(accountId, wrong(codeOf(secret)), caller());
  expect(await giveCode(accountId, codeOf(secret), caller(newToken()))).toMatchObject({
    code: "sign-in-wait",
  });
  expect(await giveCode(accountId, recovery, caller())).toEqual({ ok: true, by: "recovery" });
  expect(await giveCode(accountId, codeOf(secret), caller(known))).toEqual({ ok: true, by: "totp" });
});

it("asks for the second factor, where there is one, in the same browser and once", async () => {
  const account = { id: accountId, role: "admin" as const };
  expect(await enter(account, caller())).toMatchObject({ step: "in" });
  await withApp();
  expect(await enter({ ...account, role: "customer" }, caller())).toMatchObject({ step: "second-factor" });
  const device = newToken();
  const sessionsBefore = await database().select().from(sessions);
  const entry = await enter(account, caller(device));
  expect(entry.step).toBe("second-factor");
  expect(await database().select().from(sessions)).toHaveLength(sessionsBefore.length);
  const token = entry.step === "second-factor" ? entry.pending : "";
  expect(await readPendingEntry(token, caller(newToken()))).toBeNull();
  expect(await readPendingEntry(token, caller())).toBeNull();
  expect(await readPendingEntry(newToken(), caller(device))).toBeNull();
  const pending = await readPendingEntry(token, caller(device));
  expect(pending?.account.id).toBe(accountId);
  expect(JSON.stringify(await database().select().from(challenges))).not.toContain(token);
  expect(await Promise.all([1, 2, 3].map(() => endPendingEntry(pending?.id ?? "")))).toEqual(
    expect.arrayContaining([true, false, false]),
  );
  expect(await readPendingEntry(token, caller(device))).toBeNull();
  const late = await keepPendingEntry(accountId, caller(device));
  pass(601);
  expect(await readPendingEntry(late, caller(device))).toBeNull();
});

it("stops the sign-in of a disabled account", async () => {
  const token = await keepPendingEntry(accountId, caller());
  await database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, accountId));
  expect(await readPendingEntry(token, caller())).toBeNull();
});

it("accepts a challenge once, in time, for its own purpose and account", async () => {
  await keepChallenge("ask x", accountId, "c1");
  expect(await takeChallenge("ask y", accountId, "c1")).toBe(false);
  expect(await takeChallenge("ask x", null, "c1")).toBe(false);
  expect(await takeChallenge("ask x", accountId, "c1")).toBe(true);
  expect(await takeChallenge("ask x", accountId, "c1")).toBe(false);
  await keepChallenge("ask x", accountId, "c2");
  pass(301);
  expect(await takeChallenge("ask x", accountId, "c2")).toBe(false);
});

it("gives recovery codes and ends older sessions with the first factor, and not with the second", async () => {
  const mine = await signedIn();
  const other = await signedIn();
  await withApp();
  expect(await factorAdded(mine)).toHaveLength(10);
  expect(await proveSession(other.sessionId)).toBeNull();
  expect((await proveCookie(accountId, mine.sid))?.secondFactorAt).not.toBeNull();
  expect(await hasSecondFactor(accountId)).toBe(true);
  await removeFactor(mine, { totp: true });
  expect(await factorsOf(accountId)).toEqual({ totpSince: null, passkeys: [], recoveryCodesLeft: 0 });
});

/** As the browser's answer would make it. */
const withPasskey = (id: string) =>
  database().insert(passkeys).values({ id, accountId, publicKey: "k", counter: 0, transports: [], name: id });

it("gives recovery codes once when two first factors are added at once, and keeps them with a third", async () => {
  const mine = await signedIn();
  const other = await signedIn();
  // Both are kept before either is told to be the first.
  await withApp();
  await withPasskey("one");
  const brought = await Promise.all([factorAdded(mine), factorAdded(mine)]);
  expect(brought.map((codes) => codes?.length ?? 0).toSorted()).toEqual([0, 10]);
  expect((await factorsOf(accountId)).recoveryCodesLeft).toBe(10);
  expect(await proveSession(other.sessionId)).toBeNull();
  await withPasskey("two");
  expect(await factorAdded(mine)).toBeNull();
});

it("removes all factors and ends every session by a reset", async () => {
  const mine = await signedIn();
  await withApp();
  await factorAdded(mine);
  await resetFactors(accountId);
  expect(await hasSecondFactor(accountId)).toBe(false);
  expect(await proveSession(mine.sessionId)).toBeNull();
});

it("keeps what a session had proven when its person changes the password", async () => {
  const [with2, without] = [await signedIn(accountId, new Date(T0)), await signedIn()];
  for (const [before, at] of [
    [with2, new Date(T0)],
    [without, null],
  ] as const) {
    const { sid } = await enterAnew(before, caller());
    expect((await proveCookie(accountId, sid))?.secondFactorAt).toEqual(at);
  }
});

it("asks again only those who want so, every ten minutes, for the factor or else the password", async () => {
  const mine = await signedIn();
  expect(await mustProveAgain(mine)).toBe(false);
  await setAskingAgain(accountId, true);
  expect(await mustProveAgain(mine)).toBe(true);
  expect(await proveByText(mine, "not it", caller())).toMatchObject({ code: "wrong-password" });
  expect(await proveByText(mine, PASSWORD, caller())).toMatchObject({ ok: true, by: "password" });
  expect(await mustProveAgain(mine)).toBe(false);
  expect(await mustProveAgain(await signedIn())).toBe(true);
  pass(601);
  expect(await mustProveAgain(mine)).toBe(true);
  const secret = await withApp();
  expect(await proveByText(mine, PASSWORD, caller())).toMatchObject({ ok: false, code: "wrong-code" });
  expect(await proveByText(mine, codeOf(secret), caller())).toMatchObject({ ok: true, by: "totp" });
  expect(await mustProveAgain(mine)).toBe(false);
});

it("allows changes of factors right after the sign-in, and later only after asking again", async () => {
  const mine = await signedIn();
  expect(await mayChangeFactors(mine)).toBe(true);
  pass(601);
  expect(await mayChangeFactors(mine)).toBe(false);
  await proveByText(mine, PASSWORD, caller());
  expect(await mayChangeFactors(mine)).toBe(true);
});

it("doesn't let a changed password get round the second factor", async () => {
  const secret = await withApp();
  const mine = await signedIn(accountId, new Date());
  expect(await mayChangeFactors(mine)).toBe(true);
  pass(601);
  const { sid } = await enterAnew(mine, caller());
  const after = (await proveCookie(accountId, sid))?.viewer ?? mine;
  expect(await mayChangeFactors(after)).toBe(false);
  await proveByText(after, codeOf(secret), caller());
  expect(await mayChangeFactors(after)).toBe(true);
});

it("ends sign-ins that wait for a second factor when the password changes", async () => {
  await withApp();
  const token = await keepPendingEntry(accountId, caller());
  await setPassword(accountId, "another lamp, upstairs");
  expect(await readPendingEntry(token, caller())).toBeNull();
});

it("marks a session that gave the second factor", async () => {
  const { sid } = await enterWith({ id: accountId, role: "admin" }, caller(), new Date(T0));
  expect(await proveCookie(accountId, sid)).toMatchObject({ secondFactorAt: new Date(T0), mustSetUp: false });
});
