import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { notificationSettings, notifications, webhookDeliveries, webhooks } from "../db/notification-schema";
import { accounts, tenancies } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { LOCALES } from "../i18n/locales";
import {
  ALARM_KINDS,
  FACTOR_CHANGES,
  NOTIFICATION_KINDS,
  type NotificationData,
  SCHEDULE_FAULTS,
} from "./kinds";
import { notificationText } from "./notification-text";
import { recordNotification } from "./record";

useTestDatabase();

let next = 0;
let ann: string;
let tenancyId: string;
let owner: string;

beforeEach(async () => {
  next += 1;
  owner = String(10_000 + next);
  ann = await customer(owner);
  const [tenancy] = await database()
    .insert(tenancies)
    .values({ vmId: String(100 + next), owner })
    .returning();
  tenancyId = tenancy?.id ?? "";
});

const customer = (userId: string) => {
  next += 1;
  return newAccount("customer", { username: `person${next}`, userId });
};

const rows = (accountId = ann) =>
  database()
    .select()
    .from(notifications)
    .where(eq(notifications.accountId, accountId))
    .orderBy(asc(notifications.at));
const DOWN = { kind: "host-down", key: "down 1", data: {} } as const;

describe("recording a notification", () => {
  it("tells every account of the customer who has the host, and nobody else", async () => {
    const bob = await customer(owner);
    const other = await customer("90001");
    const former = await customer(owner);
    await database().update(accounts).set({ formerAt: new Date() }).where(eq(accounts.id, former));
    await recordNotification({ tenancyId }, DOWN);
    for (const accountId of [ann, bob]) {
      expect(await rows(accountId)).toMatchObject([{ kind: "host-down", tenancyId, inBell: true }]);
    }
    expect(await rows(other)).toEqual([]);
    expect(await rows(former)).toEqual([]);
  });

  it("tells nobody of a tenancy whose holder's number is another's now", async () => {
    await database().update(tenancies).set({ retiredAt: new Date() }).where(eq(tenancies.id, tenancyId));
    await recordNotification({ tenancyId }, DOWN);
    expect(await rows()).toEqual([]);
  });

  it("writes the same event once, though two instances see it at once", async () => {
    await Promise.all([recordNotification({ tenancyId }, DOWN), recordNotification({ tenancyId }, DOWN)]);
    await recordNotification({ tenancyId }, DOWN);
    expect(await rows()).toHaveLength(1);
    await recordNotification({ tenancyId }, { ...DOWN, key: "down 2" });
    expect(await rows()).toHaveLength(2);
  });

  it("leaves out the bell where its account turned it off for that kind", async () => {
    await database()
      .insert(notificationSettings)
      .values({ accountId: ann, bellOff: ["host-down"] });
    await recordNotification({ tenancyId }, DOWN);
    await recordNotification({ accountId: ann }, { kind: "password-changed", key: "p 1", data: {} });
    expect((await rows()).map(({ kind, inBell }) => [kind, inBell])).toEqual([
      ["host-down", false],
      ["password-changed", true],
    ]);
  });

  it("begins a delivery for each webhook that wants the kind, none for one that ended or wants others", async () => {
    const hook = { accountId: ann, url: "https://hooks.example", sealedSecret: "x" };
    const made = await database()
      .insert(webhooks)
      .values([
        { ...hook, kinds: ["host-down", "traffic"] },
        { ...hook, kinds: ["traffic"] },
        { ...hook, kinds: ["host-down"], endedAt: new Date() },
      ])
      .returning({ id: webhooks.id });
    await recordNotification({ tenancyId }, DOWN);
    await recordNotification({ tenancyId }, DOWN);
    const deliveries = await database()
      .select({ webhookId: webhookDeliveries.webhookId, status: webhookDeliveries.status })
      .from(webhookDeliveries);
    expect(deliveries).toEqual([{ webhookId: made[0]?.id, status: "waiting" }]);
  });

  it("tells nothing where its transaction is rolled back", async () => {
    await database()
      .transaction(async (tx) => {
        await recordNotification({ tenancyId }, DOWN, tx);
        tx.rollback();
      })
      .catch(() => {});
    expect(await rows()).toEqual([]);
  });
});

const EXAMPLES: { [K in keyof NotificationData]: NotificationData[K][] } = {
  traffic: [
    { percent: 80, usedGb: 80, limitGb: 100 },
    { percent: 100, usedGb: 101, limitGb: 100 },
  ],
  "paid-until": [
    { until: "2027-01-31T00:00:00Z", days: 7 },
    { until: "2027-01-31T00:00:00Z", days: 0 },
  ],
  alarm: ALARM_KINDS.flatMap((alarm) =>
    (["fired", "acknowledged", "resolved"] as const).map((event) => ({
      ...{ event, alarm, value: 90, unit: "%", minutes: 10, seen: alarm === "down" ? null : 97, chart: "▁█" },
      ...{ firedAt: 0, resolvedAt: 900, by: "Ann" },
    })),
  ),
  notice: (["maintenance", "incident"] as const).flatMap((notice) => {
    const one = { notice, id: "1", en: "Disks", zh: "磁盘", from: "2026-12-03T02:00:00Z" };
    return [
      { ...one, until: null },
      { ...one, until: "2026-12-03T04:00:00Z" },
      ...(["cancelled", "over"] as const).map((withdrawn) => ({ ...one, until: null, withdrawn })),
    ];
  }),
  "host-down": [{}],
  "host-up": [{}],
  "operation-failed": [{ operation: "stop", operationId: "1" }],
  "operation-unconfirmed": [{ operation: "reinstall", operationId: "1" }],
  "schedule-failed": SCHEDULE_FAULTS.map((reason) => ({ schedule: "Nightly", reason })),
  "support-viewed": [{ by: "Sam" }, { by: null }],
  "new-browser": [
    { browser: "Firefox", system: "Linux", address: "192.0.2.1" },
    { browser: null, system: null, address: null },
  ],
  "password-changed": [{}],
  "factors-changed": FACTOR_CHANGES.map((what) => ({ what })),
};

describe("the text of a notification", () => {
  it.each(LOCALES)("%s has one for each kind and reason, and no two are the same", (locale) => {
    const texts = NOTIFICATION_KINDS.flatMap((kind) =>
      EXAMPLES[kind].map((data) => notificationText(locale, { kind, data, host: "web01" }, "Acme")),
    );
    expect(texts).not.toContain(null);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) {
      expect(text).not.toMatch(/[{}]|notifications\./);
    }
  });

  it("names the provider where the name of who viewed is not shown", () => {
    const told = { kind: "support-viewed", data: { by: null }, host: null };
    expect(notificationText("en", told, "Acme")).toContain("Acme");
  });

  it("is none for a kind that a newer version wrote", () => {
    expect(notificationText("en", { kind: "later", data: {}, host: null }, "Acme")).toBeNull();
  });
});
