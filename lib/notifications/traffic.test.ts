import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts, hosts, tenancies } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { tellConfirmed } from "./sightings";
import { lookForTraffic } from "./traffic";

useTestDatabase();

beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(tenancies);
  await database().delete(hosts);
  const name = randomUUID();
  await database()
    .insert(accounts)
    .values({ username: name, usernameKey: name, role: "customer", userId: "10001" });
  await database()
    .insert(hosts)
    .values({
      ...{ vmId: "101", owner: "10001", seenAt: new Date(), trafficLimitGb: 1000, trafficUsedGb: 0 },
      trafficResetAt: new Date("2026-12-01T00:00:00Z"),
    });
  await database().insert(tenancies).values({ vmId: "101", owner: "10001" });
});

async function used(trafficUsedGb: number, more: Partial<typeof hosts.$inferInsert> = {}) {
  await database()
    .update(hosts)
    .set({ trafficUsedGb, ...more })
    .where(eq(hosts.vmId, "101"));
  await Promise.all([lookForTraffic(), lookForTraffic()]);
  // As RStack lists the host a moment later.
  await database()
    .update(hosts)
    .set({ seenAt: new Date(Date.now() + 60_000) });
  await Promise.all([tellConfirmed(), tellConfirmed()]);
  const rows = await database().select().from(notifications).orderBy(asc(notifications.at));
  return rows.map(({ data }) => (data as { percent: number }).percent);
}

it("tells once at 80 and once at 100 % between two resets, and anew after the next", async () => {
  expect(await used(799)).toEqual([]);
  expect(await used(800)).toEqual([80]);
  expect(await used(950)).toEqual([80]);
  expect(await used(1000)).toEqual([80, 100]);
  expect(await used(1200)).toEqual([80, 100]);
  const trafficResetAt = new Date("2027-01-01T00:00:00Z");
  expect(await used(10, { trafficResetAt })).toEqual([80, 100]);
  expect(await used(810)).toEqual([80, 100, 80]);
});

it("tells at 100 % alone where the panel first saw it full, and anew where the limit was raised", async () => {
  expect(await used(1500)).toEqual([100]);
  expect(await used(1700, { trafficLimitGb: 2000 })).toEqual([100, 80]);
});

it("tells nothing of a host without a limit, one that is gone, or one that is another's by now", async () => {
  expect(await used(5000, { trafficLimitGb: 0 })).toEqual([]);
  expect(await used(5000, { trafficLimitGb: null })).toEqual([]);
  expect(await used(5000, { trafficLimitGb: 1000, goneAt: new Date() })).toEqual([]);
  expect(await used(5000, { goneAt: null, owner: "10002" })).toEqual([]);
});
