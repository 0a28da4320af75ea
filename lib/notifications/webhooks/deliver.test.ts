import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { webhookDeliveries, webhooks } from "../../db/notification-schema";
import { accounts, tenancies } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { AUTHORITY } from "../../rstack/testing/certificates";
import { HOUR_MS, MINUTE_MS } from "../../units";
import { PAUSES_MS } from "../pauses";
import { recordNotification } from "../record";
import { deliverDue, deliverTest } from "./deliver";
import { type Called, outside, resolvesTo, useReceiver } from "./receiver.testing";
import type { CallTarget } from "./services";
import { signatureHeaders } from "./signature";
import { addTest, addWebhook, MOST_WEBHOOKS, readWebhooks, removeWebhook } from "./webhooks";

useTestDatabase();

let answer: (call: Called, response: ServerResponse) => void;
const { calls: seen, base } = useReceiver((call, response) => answer(call, response));

const answering = (status: number, headers: Record<string, string> = {}): typeof answer => {
  return (_call, response) => response.writeHead(status, headers).end("x".repeat(100_000));
};

const to = (url: string): CallTarget => ({ service: "webhook", url: new URL(url), key: null });

let accountId: string;
let webhookId: string;
let secret: string;

beforeEach(async () => {
  answer = answering(200);
  await database().delete(accounts);
  accountId = await newAccount("customer");
  const made = await addWebhook(accountId, to(`${base()}/hook?a=b`), ["password-changed"]);
  if (made === "full") throw new Error("no webhook was made");
  secret = made.secret ?? "";
  webhookId = (await readWebhooks(accountId))[0]?.id ?? "";
});

const tell = (key = "1") => recordNotification({ accountId }, { kind: "password-changed", key, data: {} });
const deliveries = () =>
  database()
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(asc(webhookDeliveries.createdAt));
/** Rows are written by the database's clock, which is finer: the same millisecond may be before them. */
const now = () => new Date(Date.now() + 100);
const later = (ms: number) => new Date(Date.now() + 100 + ms);

describe("a webhook", () => {
  it("is called with what happened, signed with the secret that its maker was shown", async () => {
    await tell();
    expect(await deliverDue(now(), outside())).toBe(1);
    const [call] = seen;
    const [delivery] = await deliveries();
    const timestamp = Number(call?.headers["webhook-timestamp"]);
    expect(Math.abs(Date.now() / 1000 - timestamp)).toBeLessThan(300);
    const id = delivery?.id ?? "";
    expect(call?.headers).toMatchObject(
      signatureHeaders(secret, { id, at: new Date(timestamp * 1000), body: String(call?.body) }),
    );
    expect(call?.url.href).toBe("https://localhost/hook?a=b");
    expect(JSON.parse(String(call?.body))).toMatchObject({
      kind: "password-changed",
      host: null,
      data: {},
      text: "Your password was changed.",
    });
    expect(delivery).toMatchObject({ status: "delivered", attempts: 1, lastStatus: 200, lastFault: null });
    expect(await deliverDue(later(86_400_000), outside())).toBe(0);
  });

  it("is called once, though two instances look at once", async () => {
    await tell();
    await Promise.all([deliverDue(now(), outside()), deliverDue(now(), outside())]);
    expect(seen).toHaveLength(1);
  });

  it("is called again after growing pauses where its receiver fails, and in the end no more", async () => {
    answer = answering(500);
    await tell();
    let at = 0;
    for (const [n, pause] of PAUSES_MS.entries()) {
      expect(await deliverDue(later(at), outside()), `attempt ${n + 1}`).toBe(1);
      expect((await deliveries())[0]).toMatchObject({
        status: "waiting",
        attempts: n + 1,
        lastStatus: 500,
        lastFault: "refused",
      });
      expect(await deliverDue(later(at + pause * 0.9), outside()), `before ${pause}`).toBe(0);
      at += pause * 1.2;
    }
    expect(PAUSES_MS).toEqual([...PAUSES_MS].sort((a, b) => a - b));
    expect(await deliverDue(later(at), outside())).toBe(1);
    expect((await deliveries())[0]).toMatchObject({ status: "failed", attempts: PAUSES_MS.length + 1 });
    expect(await deliverDue(later(at * 2), outside())).toBe(0);
    const ids = new Set(seen.map(({ headers }) => headers["webhook-id"]));
    expect(ids.size).toBe(1);
  });

  it.each([
    ["in seconds", 429, () => "7200"],
    ["at a time", 503, () => new Date(Date.now() + 2 * HOUR_MS).toUTCString()],
  ])("is left alone for as long as its receiver asks, told %s", async (_how, status, header) => {
    answer = answering(status, { "retry-after": header() });
    await tell("1");
    await tell("2");
    await deliverDue(now(), outside());
    for (const minutes of [2, 118]) {
      expect(await deliverDue(later(minutes * MINUTE_MS), outside()), `${minutes} minutes`).toBe(0);
    }
    answer = answering(200);
    for (const _waits of [1, 2]) expect(await deliverDue(later(121 * MINUTE_MS), outside())).toBe(1);
    expect((await deliveries()).map((one) => one.status)).toEqual(["delivered", "delivered"]);
  });

  it.each(["999999999", "soon", "-5"])(
    "is tried again within a day, whatever its receiver asks: %s",
    async (ask) => {
      answer = answering(429, { "retry-after": ask });
      await tell();
      await deliverDue(now(), outside());
      expect(await deliverDue(later(12 * HOUR_MS + MINUTE_MS), outside())).toBe(1);
    },
  );

  it("isn't told of a host that is another's by then, but that it was handed over", async () => {
    const [tenancy] = await database().insert(tenancies).values({ vmId: "101", owner: "10001" }).returning();
    const to = { tenancyId: tenancy?.id ?? "" };
    await database()
      .update(webhooks)
      .set({ kinds: ["host-down", "factors-changed"] });
    await recordNotification(to, { kind: "host-down", key: "down", data: {} });
    await recordNotification(to, { kind: "factors-changed", key: "given", data: { what: "host-given" } });
    await database().update(tenancies).set({ until: new Date() });
    for (const _waits of [1, 2]) await deliverDue(now(), outside());
    expect(seen.map(({ body }) => JSON.parse(String(body)).kind)).toEqual(["factors-changed"]);
    expect((await deliveries()).map((one) => [one.status, one.lastFault]).sort()).toEqual([
      ["delivered", null],
      ["failed", "not-theirs"],
    ]);
  });

  it("is given up for now where its receiver hangs", async () => {
    answer = () => {};
    await tell();
    await deliverDue(now(), outside({ limitMs: 300 }));
    expect((await deliveries())[0]).toMatchObject({
      status: "waiting",
      lastStatus: null,
      lastFault: "timeout",
    });
  });

  it("doesn't follow a redirect, neither outside nor inside", async () => {
    for (const location of [`${base()}/elsewhere`, "http://169.254.169.254/latest"]) {
      answer = answering(307, { location });
      await tell(location);
      await deliverDue(now(), outside());
    }
    expect(seen.map(({ url }) => url.pathname)).toEqual(["/hook", "/hook"]);
    expect((await deliveries()).map(({ lastFault, lastStatus }) => [lastFault, lastStatus])).toEqual([
      ["redirect", 307],
      ["redirect", 307],
    ]);
  });

  it("ends where its receiver answers 410, with all that waits for it", async () => {
    answer = answering(410);
    await tell("1");
    await tell("2");
    await deliverDue(now(), outside());
    expect((await readWebhooks(accountId))[0]?.ended).toBe(true);
    expect((await deliveries()).map(({ status, lastFault }) => [status, lastFault])).toEqual([
      ["failed", "gone"],
      ["failed", "gone"],
    ]);
    await tell("3");
    expect(await deliverDue(later(86_400_000), outside())).toBe(0);
    expect(await addTest(accountId, webhookId)).toBeNull();
    expect(seen).toHaveLength(1);
  });

  it.each([
    ["a private address", ["10.0.0.5"]],
    ["this machine", ["127.0.0.1"]],
    ["a cloud's metadata", ["169.254.169.254"]],
    ["a public and a private one", ["8.8.8.8", "192.168.0.1"]],
    ["IPv4 within IPv6", ["::ffff:127.0.0.1"]],
  ])("is not called where its name leads to %s", async (_what, found) => {
    await tell();
    // The real way, so that nothing but the check keeps it from the receiver.
    await deliverDue(now(), { resolve: resolvesTo(...found), ca: AUTHORITY, limitMs: 1_000 });
    expect(seen).toEqual([]);
    expect((await deliveries())[0]).toMatchObject({ status: "waiting", lastFault: "inside-address" });
  });

  it("is not called at an inside address that stands in its row, however it got there", async () => {
    for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433"]) {
      await database()
        .update(webhooks)
        .set({ url: `https://${host}:${new URL(base()).port}/` })
        .where(eq(webhooks.id, webhookId));
      await tell(host);
      await deliverDue(now(), { ca: AUTHORITY, limitMs: 1_000 });
    }
    expect(seen).toEqual([]);
    const faults = new Set((await deliveries()).map(({ lastFault }) => lastFault));
    expect(faults).toEqual(new Set(["inside-address"]));
  });

  it("is judged anew at each connect: a name that led outside may lead inside now", async () => {
    await tell("1");
    await deliverDue(now(), outside());
    await tell("2");
    await deliverDue(now(), outside({ resolve: resolvesTo("10.0.0.1") }));
    expect(seen).toHaveLength(1);
    expect((await deliveries()).map(({ lastFault }) => lastFault)).toEqual([null, "inside-address"]);
  });

  it("is not called over a certificate of another, and says so", async () => {
    await tell();
    await deliverDue(now(), outside({ ca: undefined }));
    expect(seen).toEqual([]);
    expect((await deliveries())[0]).toMatchObject({ lastFault: "certificate" });
  });

  it("that hangs holds up no other", async () => {
    const other = await addWebhook(accountId, to(`${base()}/other`), ["password-changed"]);
    expect(other).not.toBe("full");
    answer = ({ url }, response) => {
      if (url.pathname === "/other") response.writeHead(204).end();
    };
    await tell("1");
    await tell("2");
    const hanging = deliverDue(now(), outside({ limitMs: 3_000 }));
    await expect.poll(() => seen.length).toBe(2);
    // The next for the other one, once its first is written down; none for the one that hangs.
    await expect.poll(() => deliverDue(now(), outside())).toBe(1);
    await hanging;
    expect(seen.filter(({ url }) => url.pathname === "/other")).toHaveLength(2);
  });

  it("goes on without its secret in clear: its row holds none, and its view neither", async () => {
    const [row] = await database().select().from(webhooks).where(eq(webhooks.id, webhookId));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(await readWebhooks(accountId))).not.toContain(secret);
  });
});

describe("a test of a webhook", () => {
  it("is one call at once, and is not repeated", async () => {
    answer = answering(503);
    const id = await addTest(accountId, webhookId);
    await deliverTest(id ?? "", outside());
    expect(JSON.parse(String(seen[0]?.body))).toMatchObject({ kind: "test" });
    expect((await deliveries())[0]).toMatchObject({ status: "failed", lastStatus: 503 });
    expect(await deliverDue(later(86_400_000), outside())).toBe(0);
  });
});

describe("webhooks of an account", () => {
  it("are tested and removed by nobody else", async () => {
    const other = randomUUID();
    expect(await addTest(other, webhookId)).toBeNull();
    expect(await removeWebhook(other, webhookId)).toBe(false);
    expect(await readWebhooks(other)).toEqual([]);
    expect(await removeWebhook(accountId, webhookId)).toBe(true);
    expect(await readWebhooks(accountId)).toEqual([]);
  });

  it("are no more than five, though the forms come at once", async () => {
    const url = to("https://hooks.example/");
    const made = await Promise.all(
      Array.from({ length: MOST_WEBHOOKS + 2 }, () => addWebhook(accountId, url, ["traffic"])),
    );
    expect(made.filter((one) => one === "full")).toHaveLength(3);
    expect(await readWebhooks(accountId)).toHaveLength(MOST_WEBHOOKS);
  });
});
