import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { database } from "../../db/connection";
import { notifications, webhookDeliveries, webhooks } from "../../db/notification-schema";
import { accounts } from "../../db/schema";
import { auditEvents, customerNames } from "../../db/staff-schema";
import { useTestDatabase } from "../../db/testing";
import { apiTokens, fleetEvents } from "../../db/token-schema";
import { placeEvents } from "../../notifications/fleet-events";
import { deliverDue } from "../../notifications/webhooks/deliver";
import { outside, useReceiver } from "../../notifications/webhooks/receiver.testing";
import { signatureHeaders } from "../../notifications/webhooks/signature";
import { DAY_MS, HOUR_MS } from "../../units";
import { freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "../testing/program";

useTestDatabase();

let status = 200;
const { calls, base } = useReceiver((_call, response) => response.writeHead(status).end());

const newToken = (accountId: string) =>
  newTokenOf(accountId, {
    ...{ scope: "provider", fleetScopes: [...FLEET_SCOPES], name: "shop" },
    expiresAt: new Date(Date.now() + DAY_MS * 300),
  });
let admin: string;
let token: string;
beforeEach(async () => {
  status = 200;
  await freeLimits();
  await database().delete(accounts);
  await database().delete(fleetEvents);
  await database().delete(customerNames);
  admin = await newAccount("admin");
  token = await newToken(admin);
});

const call = (path: string, asked: ProgramRequest = {}) => program(path, { token, ...asked });
const make = async (more: object = {}) =>
  (await call("/fleet/webhooks", { json: { url: `${base()}/hook`, ...more } })).body;
let numbers = 80_000;
async function happens(times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    numbers += 1;
    await database()
      .insert(customerNames)
      .values({ userId: String(numbers), found: true, readAt: new Date() });
  }
  await placeEvents();
}
const inMs = (ms: number) => new Date(Date.now() + 1_000 + ms);
async function deliverAll(ms = 0): Promise<void> {
  while ((await deliverDue(inMs(ms), outside())) > 0) {}
}
const bodies = () => calls.map(({ body }) => JSON.parse(String(body)));

describe("a provider's webhook", () => {
  it("gets each event in its order, as the list tells it, signed, with the event's id", async () => {
    const made = await make();
    expect(JSON.stringify((await call("/fleet/webhooks")).body)).not.toContain(made.secret);
    await happens(3);
    await deliverAll();
    const { events } = (await call("/fleet/events")).body;
    expect(bodies()).toEqual(events);
    for (const { headers, body } of calls) {
      const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
      const { id } = JSON.parse(String(body));
      expect(headers).toMatchObject(signatureHeaders(made.secret, { id, at, body: String(body) }));
    }
    const [row] = await database().select().from(webhooks);
    expect(JSON.stringify(row)).not.toContain(made.secret);
    const audit = await database().select().from(auditEvents).where(eq(auditEvents.action, "webhook-made"));
    expect(audit).toContainEqual(expect.objectContaining({ accountId: admin, detail: { token: "shop" } }));
  });

  it("gets what it chose alone, and nothing from before it was made", async () => {
    await happens();
    await make({ kinds: ["host-added"] });
    await happens();
    await deliverAll();
    expect(calls).toEqual([]);
  });

  it("gets nothing out of order where one fails, all of it once it works again, tried hourly at least", async () => {
    await make();
    status = 500;
    await happens(2);
    await deliverAll();
    expect(calls).toHaveLength(1);
    for (let hours = 1; hours < 40; hours++) await deliverAll(hours * 1.2 * HOUR_MS);
    const first = bodies()[0].id;
    expect(new Set(bodies().map(({ id }) => id))).toEqual(new Set([first]));
    expect(calls.length).toBeGreaterThan(30);
    expect((await call("/fleet/webhooks")).body.webhooks[0].failingSince).not.toBeNull();
    status = 200;
    calls.length = 0;
    await deliverAll(50 * HOUR_MS);
    expect(bodies()[0].id).toBe(first);
    expect(calls).toHaveLength(2);
    expect((await call("/fleet/webhooks")).body.webhooks[0].failingSince).toBeNull();
  });

  it("is switched off after three days without one that arrived, and all admins are told once", async () => {
    const other = await newAccount("admin");
    await make();
    status = 500;
    await happens();
    await deliverAll();
    await deliverAll(3 * DAY_MS + HOUR_MS);
    await deliverAll(4 * DAY_MS);
    expect(calls).toHaveLength(2);
    expect((await call("/fleet/webhooks")).body.webhooks[0].endedAt).not.toBeNull();
    const told = (await database().select().from(notifications)).filter(
      ({ data }) => (data as { what?: string }).what === "webhook-ended",
    );
    expect(told.map(({ accountId }) => accountId).sort()).toEqual([admin, other].sort());
    await happens();
    expect((await database().select().from(webhookDeliveries)).map((one) => one.status)).toEqual(["failed"]);
  });

  it.each([
    ["its token is revoked", () => database().update(apiTokens).set({ endedAt: new Date() })],
    [
      "its token expires",
      () =>
        database()
          .update(apiTokens)
          .set({ expiresAt: new Date(0) }),
    ],
    ["its account is disabled", () => database().update(accounts).set({ disabledAt: new Date() })],
    ["its maker is no admin any more", () => database().update(accounts).set({ role: "support" })],
  ])("is called no more when %s", async (_why, ends) => {
    await make();
    await happens();
    await ends();
    await deliverAll();
    await happens();
    await deliverAll();
    expect(calls).toEqual([]);
    expect((await database().select().from(webhooks))[0]?.endedAt).not.toBeNull();
  });

  it("is for https on the internet alone, five for a token, and for its own account's tokens", async () => {
    for (const url of ["http://example.com/", "https://127.0.0.1/", "https://a:b@example.com/", "x"]) {
      expect((await make({ url })).code, url).toBe("invalid");
    }
    expect((await make({ kinds: ["test"] })).code).toBe("invalid");
    const { id } = await make();
    for (let n = 1; n < 5; n++) await make();
    expect((await make()).errors).toEqual([{ field: "url", code: "too-many" }]);
    const mine = token;
    token = await newToken(await newAccount("admin"));
    expect((await call("/fleet/webhooks")).body.webhooks).toEqual([]);
    expect((await call(`/fleet/webhooks/${id}`)).status).toBe(404);
    expect((await call(`/fleet/webhooks/${id}`, { method: "DELETE" })).status).toBe(404);
    token = mine;
    expect((await call(`/fleet/webhooks/${id}`)).body.url).toContain("/hook");
    expect((await call(`/fleet/webhooks/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await call("/fleet/webhooks")).body.webhooks).toHaveLength(4);
  });
});
