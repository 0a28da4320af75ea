import { and, eq, isNull, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { monitorDays } from "../db/host-schema";
import { alarms } from "../db/notification-schema";
import { accounts, hosts, tenancies } from "../db/schema";
import { nodes } from "../db/staff-schema";
import { useTestDatabase } from "../db/testing";
import { writeProfile } from "../hosts/mirror/profile";
import { syncOwner } from "../hosts/mirror/sync-owner";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { parseUserId, type UserId } from "../rstack/ids";
import { saveAlarm } from "./alarms/alarms";
import { dayAt } from "./calendar";
import { readAhead } from "./read-ahead";

useTestDatabase();
const simulator = useSimulatedMaster();
/** Minutes ahead of UTC: in the master's zone it is about noon, so that no test runs over its midnight. */
const ZONE = (12 - new Date().getUTCHours()) * 60;
const CPU = {
  kind: "cpu-above",
  value: 90,
  minutes: 5,
  quietFrom: null,
  quietTo: null,
  timeZone: "UTC",
} as const;
const [ANN, BOB] = ["10001", "10002"].map(parseUserId) as [UserId, UserId];

beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await simulator.control.setSettings({ timeZoneMinutes: ZONE });
  await database().execute(
    sql`truncate ${accounts}, ${hosts}, ${tenancies}, ${monitorDays}, ${alarms} cascade`,
  );
  await writeProfile({ utcOffsetMinutes: ZONE, utcOffsetAt: new Date(), downSince: null });
});

/** A customer whose hosts the mirror knows. */
async function customer(userId: UserId): Promise<string> {
  const accountId = await newAccount("customer", { username: userId, userId });
  await syncOwner(userId, "mirror");
  return accountId;
}

const asked = async () =>
  (await simulator.control.journal({ action: "vm_monitor" })).calls.map(({ vmid, params }) => ({
    vmid,
    day: params.yyyymmdd,
  }));

it("reads today of hosts with alarms first, keeps a tenth for past days, gives the rest to other hosts, and stays in its share", async () => {
  await customer(ANN);
  const [tenancy] = await database()
    .select()
    .from(tenancies)
    .where(and(eq(tenancies.vmId, "101"), isNull(tenancies.until)));
  await saveAlarm({ tenancyId: tenancy?.id ?? "" }, CPU, null);
  await simulator.control.clearJournal();
  expect(await readAhead(10)).toMatchObject({ watched: 1 });
  const today = dayAt(Math.floor(Date.now() / 1000), ZONE);
  const first = await asked();
  expect(first.filter(({ day }) => day === today)).toHaveLength(9);
  expect(first).toContainEqual({ vmid: "101", day: today });
  expect(first.filter(({ day }) => day !== today)).toHaveLength(1);
  // Read by now: the next round has the other hosts that are left, and past days.
  await readAhead(10);
  const second = await asked();
  expect(second.filter(({ day }) => day === today)).toHaveLength(15);
  expect(new Set(second.map(({ vmid, day }) => `${vmid} ${day}`)).size).toBe(second.length);
});

it("gives each customer a turn before anybody's second host", async () => {
  for (const userId of [ANN, BOB]) {
    await saveAlarm({ accountId: await customer(userId), userId }, CPU, null);
  }
  await simulator.control.clearJournal();
  await readAhead(2.3);
  const owners = await database().select({ vmId: hosts.vmId, owner: hosts.owner }).from(hosts);
  const ownerOf = new Map(owners.map(({ vmId, owner }) => [vmId, owner]));
  expect((await asked()).map(({ vmid }) => ownerOf.get(vmid ?? "")).toSorted()).toEqual([ANN, BOB]);
});

it("notes which RStack the node runs", async () => {
  await saveAlarm({ accountId: await customer(ANN), userId: ANN }, CPU, null);
  const nodeIds = (await database().selectDistinct({ nodeId: hosts.nodeId }).from(hosts)).map(
    (one) => one.nodeId ?? "",
  );
  await database().delete(nodes);
  await database()
    .insert(nodes)
    .values(nodeIds.map((nodeId) => ({ nodeId, seenAt: new Date() })));
  await readAhead(200);
  const told = await database().select().from(nodes);
  expect(told.filter(({ systemVersion }) => systemVersion === "rstack v1.0").length).toBeGreaterThan(0);
});
