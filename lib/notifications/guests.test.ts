import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSession, proofOfSession } from "../accounts/sessions/sessions";
import { config } from "../config";
import { database } from "../db/connection";
import { webhookDeliveries } from "../db/notification-schema";
import { accounts, hosts, tenancies } from "../db/schema";
import { guestRights } from "../db/sign-in-schema";
import { useTestDatabase } from "../db/testing";
import { readNotifications } from "./read-notifications";
import { recordNotification } from "./record";
import { sendDueMails } from "./send-mails";
import { noteSighting, tellConfirmed } from "./sightings";
import { lookForTraffic } from "./traffic";
import { deliverDue } from "./webhooks/deliver";
import { outside, useReceiver } from "./webhooks/receiver.testing";
import { addWebhook } from "./webhooks/webhooks";

// Ann has host 101, which Bert (customer 10002) and Cleo (no customer at all) may see; Dora has nothing to do with it.

const sendMail = vi.hoisted(() => vi.fn(async (_mail: { to: string }) => true));
vi.mock("../mail", () => ({ sendMail, canMail: () => true }));
useTestDatabase();
const { calls, base } = useReceiver((_call, response) => response.writeHead(200).end());

let ann: string;
let bert: string;
let cleo: string;
let dora: string;
let tenancyId: string;

async function account(userId: string | null): Promise<string> {
  const name = randomUUID();
  const email = `${name}@example.net`;
  const [row] = await database()
    .insert(accounts)
    .values({
      ...{ username: name, usernameKey: name, role: "customer", userId, locale: "en" },
      ...{ rstackStatus: "active", email, emailKey: email },
    } as const)
    .returning();
  return row?.id ?? "";
}

const give = (accountId: string) =>
  database()
    .insert(guestRights)
    .values({ accountId, owner: "10001", invitedBy: ann, tenancyId, role: "view" });

beforeEach(async () => {
  sendMail.mockClear();
  calls.length = 0;
  await database().delete(accounts);
  await database().delete(tenancies);
  await database().delete(hosts);
  ann = await account("10001");
  bert = await account("10002");
  cleo = await account(null);
  dora = await account("10003");
  await database().insert(hosts).values({
    vmId: "101",
    owner: "10001",
    name: "web01",
    seenAt: new Date(),
    trafficLimitGb: 1,
    trafficUsedGb: 1,
  });
  const [tenancy] = await database().insert(tenancies).values({ vmId: "101", owner: "10001" }).returning();
  tenancyId = tenancy?.id ?? "";
  await Promise.all([give(bert), give(cleo)]);
});
afterEach(() => {
  Object.assign(config(), { people: true });
});

const down = () =>
  database().transaction((tx) =>
    noteSighting({ tenancyId, seenAt: new Date() }, { kind: "host-down", key: randomUUID(), data: {} }, tx),
  );
/** As RStack lists the host a moment later. */
async function confirm() {
  await database()
    .update(hosts)
    .set({ seenAt: new Date(Date.now() + 60_000) });
  await tellConfirmed();
}
const failed = (guests?: true) =>
  recordNotification(
    { tenancyId, guests },
    { kind: "operation-failed", key: randomUUID(), data: { operation: "start", operationId: randomUUID() } },
  );
const bell = async (accountId: string): Promise<string[]> =>
  (await readNotifications(accountId, null, { locale: "en", provider: "P" })).lines.map(({ kind }) => kind);
async function unread(accountId: string) {
  const { sessionId } = await createSession(
    { id: accountId, role: "customer" },
    { userAgent: null, address: null },
  );
  return (await proofOfSession(sessionId))?.unread;
}
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const addressOf = async (accountId: string) =>
  (await database().select().from(accounts).where(eq(accounts.id, accountId)))[0]?.email;

describe("a guest", () => {
  it("hears of the host that they may see, as its owner does, and nobody else does", async () => {
    await down();
    await confirm();
    await failed(true);
    for (const one of [ann, bert, cleo]) {
      expect((await bell(one)).sort()).toEqual(["host-down", "operation-failed"]);
      expect(await unread(one)).toBe(2);
    }
    expect(await bell(dora)).toEqual([]);
    const { lines } = await readNotifications(bert, null, { locale: "en", provider: "P" });
    expect(lines.map(({ href }) => href).sort()).toEqual(["/hosts/101", "/hosts/101/activity"]);
    expect(await sendDueMails(inMinutes(2))).toBe(3);
  });

  it("hears neither of the owner's traffic nor of what is the owner's alone", async () => {
    await lookForTraffic();
    await confirm();
    await failed();
    expect((await bell(ann)).sort()).toEqual(["operation-failed", "traffic"]);
    expect(await bell(bert)).toEqual([]);
  });

  const ENDS = {
    ended: () => database().update(guestRights).set({ endedAt: new Date() }),
    "past its date": () =>
      database()
        .update(guestRights)
        .set({ until: new Date(0) }),
    "for a host that changed hands": () => database().update(tenancies).set({ until: new Date() }),
    "of an owner who was disabled": () =>
      database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, ann)),
    "while PEOPLE is off": async () => {
      Object.assign(config(), { people: false });
    },
  };
  it.each(Object.entries(ENDS))("whose access is %s reads, gets and is told no more", async (_how, end) => {
    const made = await addWebhook(bert, { service: "webhook", url: new URL(`${base()}/hook`), key: null }, [
      "host-down",
    ]);
    expect(made).not.toBe("full");
    await down();
    await confirm();
    expect(await bell(bert)).toEqual(["host-down"]);
    await end();
    expect([await bell(bert), await unread(bert)]).toEqual([[], 0]);
    await sendDueMails(inMinutes(2));
    expect(sendMail.mock.calls.map(([{ to }]) => to)).not.toContain(await addressOf(bert));
    await deliverDue(inMinutes(2), outside());
    expect(calls).toEqual([]);
    expect(await database().select().from(webhookDeliveries)).toMatchObject([
      { status: "failed", lastFault: "not-theirs" },
    ]);
    await down();
    await confirm();
    await failed(true);
    expect([await bell(bert), await bell(cleo)]).toEqual([[], []]);
  });
});
