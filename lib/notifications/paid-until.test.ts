import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts, hosts, tenancies } from "../db/schema";
import { guestRights } from "../db/sign-in-schema";
import { useTestDatabase } from "../db/testing";
import { hostServices } from "../db/token-schema";
import { lookForRenewals } from "./paid-until";
import { tellConfirmed } from "./sightings";

useTestDatabase();

const END = new Date("2027-01-31T00:00:00Z");
const DAY = 24 * 3_600_000;

let owner: string;
let tenancy: string;
const account = (userId: string) => newAccount("customer", { userId });
async function tenancyOf(customer: string): Promise<string> {
  const [row] = await database().insert(tenancies).values({ vmId: "101", owner: customer }).returning();
  return row?.id ?? "";
}
beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(tenancies);
  await database().delete(hosts);
  owner = await account("10001");
  await database().insert(hosts).values({ vmId: "101", owner: "10001", seenAt: new Date() });
  tenancy = await tenancyOf("10001");
});

/** What was told, and whom, once two instances looked at the same moment, so many days before the end. */
async function told(daysLeft: number, paidUntil: Date | null = END) {
  await database()
    .insert(hostServices)
    .values({ tenancyId: tenancy, paidUntil })
    .onConflictDoUpdate({ target: hostServices.tenancyId, set: { paidUntil } });
  const now = new Date(END.getTime() - daysLeft * DAY);
  await Promise.all([lookForRenewals(now), lookForRenewals(now)]);
  // As RStack lists the host a moment later.
  await database()
    .update(hosts)
    .set({ seenAt: new Date(Date.now() + 60_000) });
  await Promise.all([tellConfirmed(), tellConfirmed()]);
  const rows = await database().select().from(notifications).orderBy(asc(notifications.at));
  return rows.map(({ accountId, data }) => [accountId, (data as { days: number }).days]);
}
const days = async (...of: Parameters<typeof told>) => (await told(...of)).map(([, left]) => left);

it("tells once at 14, 7 and 1 days and once it is over, and anew after a renewal", async () => {
  expect(await days(14.5)).toEqual([]);
  expect(await days(14)).toEqual([14]);
  expect(await days(7.5)).toEqual([14]);
  expect(await days(6.5)).toEqual([14, 7]);
  expect(await days(1)).toEqual([14, 7, 1]);
  expect(await days(0.1)).toEqual([14, 7, 1]);
  expect(await days(0)).toEqual([14, 7, 1, 0]);
  expect(await days(-3)).toEqual([14, 7, 1, 0]);
  const renewed = new Date(END.getTime() + 31 * DAY);
  expect(await days(0, renewed)).toEqual([14, 7, 1, 0]);
  expect(await days(-21, renewed)).toEqual([14, 7, 1, 0, 10]);
});

it("tells nothing of what is over for a week, was taken back, or is of a host that is gone", async () => {
  expect(await days(-7)).toEqual([]);
  expect(await days(1, null)).toEqual([]);
  await database().update(hosts).set({ goneAt: new Date() });
  expect(await days(1)).toEqual([]);
});

it("ends with the owner: neither they nor who comes next is told of what was said to the other", async () => {
  const next = await account("10002");
  expect(await told(6)).toEqual([[owner, 6]]);
  await database().update(tenancies).set({ until: new Date() }).where(eq(tenancies.id, tenancy));
  await database().update(hosts).set({ owner: "10002" });
  await database().insert(tenancies).values({ vmId: "101", owner: "10002" });
  expect(await told(1)).toEqual([[owner, 6]]);
  expect(await database().$count(notifications, eq(notifications.accountId, next))).toBe(0);
});

it("tells nobody else's account, and no guest", async () => {
  const guest = await account("10002");
  await database()
    .insert(guestRights)
    .values({ accountId: guest, owner: "10001", invitedBy: owner, tenancyId: tenancy, role: "manage" });
  expect(await told(0)).toEqual([[owner, 0]]);
});
