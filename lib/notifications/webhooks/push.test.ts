import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  randomUUID,
  verify,
} from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createAccount } from "../../accounts/create-account";
import { tokenHash } from "../../accounts/secrets";
import { endSession, endSessionsOf } from "../../accounts/sessions/end-sessions";
import { createSession } from "../../accounts/sessions/sessions";
import { config } from "../../config";
import { database } from "../../db/connection";
import { pushKeys, webhookDeliveries, webhooks } from "../../db/notification-schema";
import { accounts, sessions } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { log } from "../../log";
import { recordNotification } from "../record";
import { saveChoices } from "../settings";
import { deliverDue } from "./deliver";
import { addPush, keepPush, pushKey, resealPushKey, subscriptionOf } from "./push";
import { outside, useReceiver } from "./receiver.testing";
import { MOST_WEBHOOKS, readWebhooks } from "./webhooks";

useTestDatabase();

let status = 201;
const { calls, base } = useReceiver((_call, response) => response.writeHead(status).end());

/** A browser's half of RFC 8291: its key pair and secret, and what it reads with them. */
const keys = createECDH("prime256v1");
keys.generateKeys();
const auth = randomBytes(16);
const subscription = () => ({
  endpoint: `${base()}/wpush/secret-part-0815`,
  p256dh: keys.getPublicKey("base64url"),
  auth: auth.toString("base64url"),
});
function read(body: Buffer): unknown {
  const salt = body.subarray(0, 16);
  const length = body.readUInt8(20);
  const theirs = body.subarray(21, 21 + length);
  const derive = (secret: Buffer, by: Buffer, info: Buffer | string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", secret, by, info, bytes));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), theirs]);
  const secret = derive(keys.computeSecret(theirs), auth, info, 32);
  const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
  const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
  const opened = createDecipheriv("aes-128-gcm", key, nonce);
  opened.setAuthTag(body.subarray(-16));
  const text = Buffer.concat([opened.update(body.subarray(21 + length, -16)), opened.final()]);
  // A two ends the text.
  return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString());
}

async function person(username: string) {
  const made = await createAccount({ username, role: "customer", userId: "10001" });
  return made.ok ? made.accountId : "";
}
const signIn = async (id: string) => {
  const made = await createSession({ id, role: "customer" }, { userAgent: "Chrome", address: null });
  return { sessionId: made.sessionId, sidHash: tokenHash(made.sid) };
};

let accountId: string;
let session: Awaited<ReturnType<typeof signIn>>;
let id: string;
beforeEach(async () => {
  status = 201;
  await database().delete(accounts);
  accountId = await person("ann");
  session = await signIn(accountId);
  id = await addPush(accountId, session.sessionId, subscription());
});

const tell = () =>
  recordNotification({ accountId }, { kind: "password-changed", key: randomUUID(), data: {} });
const deliver = () => deliverDue(new Date(Date.now() + 100), outside());
const shown = async () => (await readWebhooks(accountId)).map((one) => one.id);

describe("a browser", () => {
  it("is told in words that it alone can read, signed by the panel's key, and without an address", async () => {
    const data = { browser: "Chrome", system: "Windows", address: "203.0.113.9" };
    await recordNotification({ accountId }, { kind: "new-browser", key: "n", data });
    expect(await deliver()).toBe(1);
    const [call] = calls;
    expect(read(call?.body ?? Buffer.of())).toEqual({
      title: "RStack Panel",
      text: "New sign-in: Chrome on Windows.",
      path: "/account",
    });
    expect(call?.url.pathname).toBe("/wpush/secret-part-0815");
    expect(call?.headers).toMatchObject({ ttl: "14400", urgency: "high", "content-encoding": "aes128gcm" });
    expect(String(call?.body)).not.toContain("Chrome");
    const [, token = "", key = ""] = /^vapid t=(\S+), k=(\S+)$/.exec(call?.headers.authorization ?? "") ?? [];
    expect(key).toBe((await pushKey())?.publicKey);
    const [head, claims = "", signature = ""] = token.split(".");
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect([aud, sub]).toEqual([base(), expect.stringMatching(/^https:/)]);
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(86_400);
    const point = Buffer.from(key, "base64url");
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
    const panel = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    const signed = Buffer.from(`${head}.${claims}`);
    const by = { key: panel, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", signed, by, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("is told what the bell tells, and nothing that its person wants in no bell", async () => {
    await saveChoices(accountId, { bell: ["host-up"], mail: null });
    await recordNotification({ accountId }, { kind: "host-down", key: "down", data: {} });
    await recordNotification({ accountId }, { kind: "host-up", key: "up", data: {} });
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(read(calls[0]?.body ?? Buffer.of())).toMatchObject({ text: expect.stringContaining("again") });
  });

  const update = (values: Partial<typeof sessions.$inferInsert>) => () =>
    database().update(sessions).set(values).where(eq(sessions.id, session.sessionId));
  it.each<[string, () => Promise<unknown>]>([
    ["a sign-out", () => endSession(session.sessionId, "signed-out")],
    ["a change of the password", () => endSessionsOf(accountId, { reason: "password-changed" })],
    ["the end of its sign-in", update({ expiresAt: new Date() })],
    ["its provider's word", update({ provenUntil: new Date(Date.now() - 1000) })],
  ])("is told no more from %s on, nor of what waited", async (_what, end) => {
    await tell();
    await end();
    await tell();
    await deliver();
    expect(calls).toEqual([]);
    const rows = await database().select().from(webhookDeliveries);
    expect(rows.map((row) => [row.status, row.lastFault])).toEqual([["failed", "gone"]]);
    expect(await shown()).toEqual([]);
  });

  it("is told no more while its account is disabled", async () => {
    await tell();
    await database().update(accounts).set({ disabledAt: new Date() });
    await deliver();
    expect(calls).toEqual([]);
  });

  it("goes on while its sign-in idles", async () => {
    await update({ lastUsedAt: new Date(0) })();
    await tell();
    expect([await deliver(), calls.length, await shown()]).toEqual([1, 1, [id]]);
  });

  it.each([404, 410])("ends where its push service answers %s", async (gone) => {
    status = gone;
    await tell();
    await deliver();
    expect((await readWebhooks(accountId))[0]?.ended).toBe(true);
  });

  it("takes no room among the channels once it is over", async () => {
    for (let more = 1; more < MOST_WEBHOOKS; more += 1) {
      await addPush(accountId, session.sessionId, subscription());
    }
    expect(await addPush(accountId, session.sessionId, subscription())).toBe("full");
    await endSession(session.sessionId, "signed-out");
    const { sessionId } = await signIn(accountId);
    expect(await addPush(accountId, sessionId, subscription())).not.toBe("full");
  });

  it("is named to nobody by its address: row, view and log have its service's origin alone", async () => {
    status = 500;
    const lines = vi.spyOn(log, "info");
    await tell();
    await deliver();
    const said = [await database().select().from(webhooks), await readWebhooks(accountId), lines.mock.calls];
    expect(JSON.stringify(said)).not.toMatch(/secret-part|wpush/);
    expect((await readWebhooks(accountId))[0]?.url).toBe(base());
    lines.mockRestore();
  });
});

describe("a sign-in to a browser that is told", () => {
  it("goes on as the same person, and then ends with the new session", async () => {
    const next = await signIn(accountId);
    await keepPush(id, accountId, next.sidHash);
    await endSession(session.sessionId, "signed-out");
    expect(await shown()).toEqual([id]);
    await endSession(next.sessionId, "signed-out");
    expect(await shown()).toEqual([]);
  });

  it("brings nothing back that a sign-out ended", async () => {
    await endSession(session.sessionId, "signed-out");
    await keepPush(id, accountId, (await signIn(accountId)).sidHash);
    expect(await shown()).toEqual([]);
  });

  it("as somebody else has it told no more", async () => {
    const bob = await person("bob");
    await keepPush(id, bob, (await signIn(bob)).sidHash);
    expect([await shown(), (await readWebhooks(bob)).length]).toEqual([[], 0]);
  });

  it("takes no other's webhook away, whatever its cookie names", async () => {
    await database().update(webhooks).set({ service: "ntfy", sessionId: null });
    const bob = await person("bob");
    await keepPush(id, bob, (await signIn(bob)).sidHash);
    expect(await shown()).toEqual([id]);
  });
});

describe("the key of push", () => {
  it("is made once, however many ask at once, and stands sealed", async () => {
    await database().delete(pushKeys);
    const made = await Promise.all([pushKey(), pushKey(), pushKey()]);
    expect(new Set(made.map((one) => one?.privateKey)).size).toBe(1);
    const rows = await database().select().from(pushKeys);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(made[0]?.privateKey);
  });

  it("is sealed anew with AUTH_SECRET, and while it can't be opened nothing is sent", async () => {
    const before = await pushKey();
    const { authSecret } = config();
    await tell();
    Object.assign(config(), { authSecret: "another-secret-another-secret-32" });
    expect(await pushKey()).toBeNull();
    await deliver();
    expect(calls).toEqual([]);
    Object.assign(config(), { authSecretPrevious: authSecret });
    await resealPushKey();
    Object.assign(config(), { authSecretPrevious: null });
    expect(await pushKey()).toEqual(before);
    Object.assign(config(), { authSecret });
    await database().delete(pushKeys);
  });
});

it.each<[string, Partial<ReturnType<typeof subscription>>]>([
  ["an address inside", { endpoint: "https://127.0.0.1/push" }],
  ["an address without https", { endpoint: "http://push.example/x" }],
  ["an endless address", { endpoint: `https://push.example/${"x".repeat(1000)}` }],
  ["a key that is no point", { p256dh: Buffer.alloc(65, 4).toString("base64url") }],
  ["a short key", { p256dh: "BA" }],
  ["a short secret", { auth: "AAAA" }],
])("no browser gave %s", (_what, part) => {
  const good = { ...subscription(), endpoint: "https://push.example/x" };
  expect(subscriptionOf(good)).toEqual(good);
  expect(subscriptionOf({ ...good, ...part })).toBeNull();
});
