import { randomUUID } from "node:crypto";
import { asc } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hostStates } from "@/lib/db/master-schema";
import { hostSightings, notifications } from "@/lib/db/notification-schema";
import { accounts, hosts, operations, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { tellConfirmed } from "@/lib/notifications/sightings";
import type { OperationKind } from "@/lib/operations/command-rules";
import { newTenancy, vm } from "@/lib/operations/testing";
import { recordState } from "../record-state";

useTestDatabase();

const host = vm("101");
const START = Date.now() - 3_600_000;
const minute = (n: number) => new Date(START + n * 60_000);
let tenancyId: string;

beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(operations);
  await database().delete(hostStates);
  await database().delete(tenancies);
  await database().delete(hosts);
  await database()
    .insert(accounts)
    .values({ username: "ann", usernameKey: "ann", role: "customer", userId: "10001" });
  await database()
    .insert(hosts)
    .values({ vmId: host, owner: "10001", seenAt: minute(0), status: "2" });
  tenancyId = await newTenancy(host, "10001");
});

const state = (word: string, at: number) => recordState(host, { word, details: null }, minute(at));
/** After RStack has said whose the host is. */
async function told() {
  await database()
    .update(hosts)
    .set({ seenAt: minute(600) });
  await tellConfirmed();
  const rows = await database().select().from(notifications).orderBy(asc(notifications.at));
  return rows.map(({ kind }) => kind);
}
const operation = (kind: OperationKind, more: Partial<typeof operations.$inferInsert>) =>
  database()
    .insert(operations)
    .values({
      ...{ tenancyId, vmId: host, kind, outcome: "done", formKey: randomUUID() },
      ...{ actorName: "Ann", actorRole: "customer" },
      ...more,
    } as const);

it("tells that a host went down and came up again, once each, though two instances read it", async () => {
  await state("running", 0);
  await Promise.all([state("off", 30), state("off", 30)]);
  await state("off", 31);
  await state("running", 40);
  expect(await told()).toEqual(["host-down", "host-up"]);
});

it("tells nothing of what the first look finds", async () => {
  await state("off", 0);
  expect(await told()).toEqual([]);
});

it.each(["paused", "saved", "overdue", "overbw", "setupfailed"])(
  "tells of a host that is %s: it runs no longer",
  async (word) => {
    await state("running", 0);
    await state(word, 20);
    await state("running", 40);
    expect(await told()).toEqual(["host-down", "host-up"]);
  },
);

it.each(["setup", "locked", "what"])(
  "tells nothing of %s, which may be a host that runs, until it is seen to be off",
  async (word) => {
    await state("running", 0);
    await state(word, 20);
    await state("running", 40);
    expect(await told()).toEqual([]);
    await state(word, 60);
    await state("off", 80);
    expect(await told()).toEqual(["host-down"]);
  },
);

it("tells nobody of a host that the mirror alone still calls theirs", async () => {
  await state("running", 0);
  await state("off", 30);
  await tellConfirmed();
  expect(await database().select().from(notifications)).toEqual([]);
  await database()
    .update(tenancies)
    .set({ until: minute(29) });
  await newTenancy(host, "10002");
  await database().update(hosts).set({ owner: "10002" });
  expect(await told()).toEqual([]);
  expect(await database().select().from(hostSightings)).toEqual([]);
});

it("tells nothing where an operation goes, or has just ended, that could have done it", async () => {
  await operation("stop", { outcome: "open", startedAt: minute(29), endedAt: null });
  await state("running", 0);
  await state("off", 30);
  await database()
    .update(operations)
    .set({ outcome: "unconfirmed", endedAt: minute(31) });
  await state("running", 32);
  await state("off", 33);
  expect(await told()).toEqual([]);
});

it("tells where an operation was long before, did nothing to its power, or was never sent", async () => {
  await operation("start", { startedAt: minute(1), endedAt: minute(2) });
  await operation("create-snapshot", { startedAt: minute(29), endedAt: minute(29) });
  await operation("stop", { outcome: "not-sent", startedAt: minute(29), endedAt: minute(29) });
  await state("running", 28);
  await state("off", 30);
  expect(await told()).toEqual(["host-down"]);
});
