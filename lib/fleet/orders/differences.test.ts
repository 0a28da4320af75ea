import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hosts, tenancies } from "@/lib/db/schema";
import { hostServices, orders } from "@/lib/db/token-schema";
import { syncFleet } from "@/lib/hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { staffOverview } from "../staff-overview";
import { rosa } from "../testing/rosa";
import { differenceAfter, differences } from "./differences";
import { followOrders } from "./follow-orders";
import { holderOf, tieOrder } from "./services";
import { closeByHand, tieByHand } from "./settle-order";

const { simulator } = useSimulatedHosts();

// The simulator gives the same ids again.
beforeEach(async () => {
  await database().delete(orders);
  await database().delete(hostServices);
});

const inDoubt = async (name: string, more: object = {}) => {
  const [row] = await database()
    .insert(orders)
    .values({
      ...{ formKey: crypto.randomUUID(), bodyHash: "x", accountId: rosa.accountId, actorName: "Rosa" },
      ...{ reference: `shop:${name}`, owner: "10001", name, place: "node:1", imageId: "11", language: "en" },
      ...{ outcome: "unconfirmed", isListed: true, sentAt: new Date(), endedAt: new Date(), ...more },
    } as never)
    .returning();
  return row?.id ?? "";
};
const added = async (vmname: string) => {
  await simulator().control.addHost({ userid: "10001", vmname, osid: "11", nodeid: "1" } as never);
  await syncFleet();
  const [row] = await database().select().from(hosts).where(eq(hosts.name, vmname)).orderBy(hosts.vmId);
  return row?.vmId ?? "";
};
const rowOf = async (id: string) => (await database().select().from(orders).where(eq(orders.id, id)))[0];
const referenceOf = async (vmId: string) =>
  (
    await database()
      .select({ reference: hostServices.reference })
      .from(hostServices)
      .innerJoin(tenancies, eq(tenancies.id, hostServices.tenancyId))
      .where(eq(tenancies.vmId, vmId))
  ).map(({ reference }) => reference);

it("is read a page at a time from the database, without a gap and nothing twice", async () => {
  await syncFleet();
  const vmId = await added("served1");
  const [served] = await database().select().from(tenancies).where(eq(tenancies.vmId, vmId));
  await database()
    .insert(hostServices)
    .values({ tenancyId: served?.id ?? "", reference: "shop:served1" });
  const ids = [await inDoubt("page1"), await inDoubt("page2"), await inDoubt("page3")].sort();
  const whole = await differences({ after: null, limit: 1_000 });
  expect(whole.next).toBeNull();
  expect(whole.rows.slice(0, 3).map(({ operationId }) => operationId)).toEqual(ids);
  const paged: unknown[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await differences({ after: differenceAfter(after), limit: 2 });
    expect(page.rows.length).toBeLessThanOrEqual(2);
    paged.push(...page.rows);
    after = page.next;
  }
  expect(paged).toEqual(whole.rows);
  const [host] = (await differences({ kind: "no-service", after: null, limit: 1 })).rows;
  expect(host).toMatchObject({ kind: "no-service", operationId: null, hostName: expect.any(String) });
  const { needs } = await staffOverview(rosa);
  expect(needs.find(({ what }) => what === "ordersUntied")).toMatchObject({ count: 3 });
});

it("an order is tied by hand once, to a host of its customer's that is nobody else's", async () => {
  const vmId = await added("byhand1");
  const other = await added("byhand2");
  await database().update(hosts).set({ name: "renamed" }).where(eq(hosts.vmId, vmId));
  const id = await inDoubt("byhand1");
  expect(await tieByHand(id, "201", "Rosa")).toBe("not-its-customers");
  expect(await tieByHand(id, "999", "Rosa")).toBe("not-its-customers");
  const came = await Promise.all([tieByHand(id, vmId, "Rosa"), tieByHand(id, other, "Sam")]);
  expect(came.filter((why) => why === null)).toHaveLength(1);
  expect(came).toContain("order-settled");
  const row = await rowOf(id);
  const [tied, free] = row?.vmId === vmId ? [vmId, other] : [other, vmId];
  expect(row).toMatchObject({ outcome: "done", vmId: tied, tiedBy: tied === vmId ? "Rosa" : "Sam" });
  expect([await referenceOf(tied), await referenceOf(free)]).toEqual([["shop:byhand1"], []]);
  await followOrders();
  expect(await rowOf(id)).toEqual(row);
  const second = await inDoubt("second");
  expect(await tieByHand(second, tied, "Rosa")).toBe("host-has-service");
});

it("a host that a shop named for another service is taken for no order's", async () => {
  const vmId = await added("named1");
  const [tenancy] = await database().select().from(tenancies).where(sql`vm_id = ${vmId} and until is null`);
  await database()
    .insert(hostServices)
    .values({ tenancyId: tenancy?.id ?? "", reference: "shop:else" });
  const id = await inDoubt("named1");
  await followOrders();
  expect(await rowOf(id)).toMatchObject({ outcome: "unconfirmed", vmId: null });
  expect(await referenceOf(vmId)).toEqual(["shop:else"]);
});

it("an order that is closed by hand gives its reference and name free, and no late host is tied to it", async () => {
  const id = await inDoubt("closed1");
  expect(await holderOf("shop:closed1", database())).toMatchObject({ order: { id } });
  expect(await closeByHand(id, "Rosa")).toBe(true);
  expect(await closeByHand(id, "Sam")).toBe(false);
  expect(await holderOf("shop:closed1", database())).toBeNull();
  const vmId = await added("closed1");
  await followOrders();
  expect(await rowOf(id)).toMatchObject({ outcome: "failed", vmId: null, tiedBy: "Rosa" });
  expect(await referenceOf(vmId)).toEqual([]);
});

it("an order that staff closed while it was to be tied is not tied", async () => {
  const vmId = await added("closed2");
  const id = await inDoubt("closed2", { outcome: "done", vmId });
  await closeByHand(id, "Rosa");
  expect(await tieOrder({ id })).toBe(false);
  expect(await rowOf(id)).toMatchObject({ outcome: "failed", tiedAt: null });
  expect(await referenceOf(vmId)).toEqual([]);
});
