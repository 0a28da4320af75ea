import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { trafficDays } from "@/lib/db/host-schema";
import { cleanUp } from "@/lib/db/housekeeping";
import { hosts, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { writeProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { dayAt } from "../calendar";
import { counterDifferences } from "./counter-differences";
import { hostsByTraffic, trafficOfCustomer } from "./customer-traffic";
import type { Fit } from "./fit-unit";
import { trafficOf } from "./read-traffic";
import { keepUnit } from "./unit";

useTestDatabase();
const simulator = useSimulatedMaster();
const DAY = 86_400;
const [OWNER, OTHER] = ["10001", "10002"].map(parseUserId) as [UserId, UserId];
const OUT: Fit = { unit: "kB/s", counted: "out", ratio: 1.1, spread: 0.02 };
const dayBefore = (days: number) => dayAt(Math.floor(Date.now() / 1000) - days * DAY, 0);

beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await database().execute(sql`truncate ${hosts}, ${tenancies}, ${trafficDays} cascade`);
  await writeProfile({ utcOffsetMinutes: 0, utcOffsetAt: new Date(), clockSkewMs: 0 });
  await keepUnit({ verdict: "fits", pairs: 40, fit: OUT, counted: "out" });
  await syncOwner(OWNER, "mirror");
});

async function hostOfAnn(vmId = "101") {
  const owned = await openHost(ann, vmId);
  if (!owned) throw new Error(`${vmId} is not Ann's`);
  return owned;
}

/** Days of 2 GB in and 5 GB out, so many before today. */
const keepDays = (tenancyId: string, days: readonly number[], minutes = 1_440) =>
  database()
    .insert(trafficDays)
    .values(
      days.map((before) => ({
        ...{ tenancyId, day: dayBefore(before), inSum: 2e9 / 60_000, outSum: 5e9 / 60_000 },
        ...{ minutes, complete: before > 0 },
      })),
    );

describe("a host's traffic", () => {
  it("is told by day and month, with a day that lacks samples as it is and none for one without", async () => {
    const owned = await hostOfAnn();
    await keepDays(owned.tenancyId, [1, 2, 4]);
    await keepDays(owned.tenancyId, [3], 700);
    const { days, months, unit, counted } = await trafficOf(owned);
    expect({ unit, counted }).toEqual({ unit: "kB/s", counted: "out" });
    expect(days.map(({ minutes }) => minutes)).toEqual([1_440, 700, 1_440, 1_440]);
    expect(days[0]).toMatchObject({ inGb: 2, outGb: 5, complete: true });
    const all = (of: "days" | "wholeDays" | "inSum") => months.reduce((sum, month) => sum + month[of], 0);
    expect([all("days"), all("wholeDays")]).toEqual([4, 3]);
    expect(all("inSum") * 60_000).toBeCloseTo(8e9);
    expect(months.map(({ month }) => month)).toEqual(
      months
        .map(({ month }) => month)
        .toSorted()
        .toReversed(),
    );
  });

  it("is in no GB while the unit isn't known", async () => {
    const owned = await hostOfAnn();
    await keepDays(owned.tenancyId, [1, 2, 3, 4, 5, 6]);
    await keepUnit({ verdict: "none", pairs: 40 });
    const { days, unit, forecast } = await trafficOf(owned);
    expect({ unit, forecast, inGb: days[0]?.inGb }).toEqual({ unit: null, forecast: null, inGb: null });
    expect(days[0]?.inSum).toBeGreaterThan(0);
  });

  it("is foretold by what the counter counts, to its reset, and not from days with gaps", async () => {
    const owned = await hostOfAnn();
    const reset = new Date(Math.floor(Date.now() / 1000) * 1000 + 10 * DAY * 1000);
    await database()
      .update(hosts)
      .set({ trafficUsedGb: 100, trafficResetAt: reset })
      .where(eq(hosts.vmId, "101"));
    await keepDays(owned.tenancyId, [1, 2, 3, 4]);
    await keepDays(owned.tenancyId, [5, 6, 7], 300);
    expect((await trafficOf(await hostOfAnn())).forecast).toBeNull();
    await keepDays(owned.tenancyId, [8]);
    const { forecast } = await trafficOf(await hostOfAnn());
    // Ten days of 5 GB out, of which the counter makes 5.5.
    expect(forecast?.until).toBe(reset.toISOString());
    expect(forecast?.gb).toBeCloseTo(155, 0);
    expect(forecast?.lowGb).toBeLessThanOrEqual(forecast?.gb ?? 0);
  });

  it("ends with the owner: who has the host next sees none of it", async () => {
    const before = await hostOfAnn();
    await keepDays(before.tenancyId, [1, 2, 3]);
    expect((await trafficOf(before)).days).toHaveLength(3);
    await simulator.control.setHost("101", { userid: OTHER });
    await syncOwner(OTHER, "mirror");
    expect(await openHost(ann, "101")).toBeNull();
    const next = await openHost({ ...ann, userId: OTHER }, "101");
    expect(next && (await trafficOf(next)).days).toEqual([]);
  });

  it("is kept for thirteen months", async () => {
    const owned = await hostOfAnn();
    await keepDays(owned.tenancyId, [1, 380, 405]);
    await cleanUp(new Date());
    expect(await database().select().from(trafficDays)).toHaveLength(2);
  });
});

describe("the traffic of all hosts of a customer", () => {
  it("is the sum of theirs alone, of those a token is for, and listed the most first", async () => {
    const [one, two] = [await hostOfAnn("101"), await hostOfAnn("102")];
    const next = await syncOwner(OTHER, "mirror").then(() => openHost({ ...ann, userId: OTHER }, "201"));
    const days = [1, 2, 3, 4, 5, 6];
    await keepDays(one.tenancyId, days);
    await keepDays(two.tenancyId, [1, 2, 3]);
    await keepDays(next?.tenancyId ?? "", days);
    const all = await trafficOfCustomer(OWNER, null);
    expect(all.days.map(({ outGb }) => outGb)).toEqual([5, 5, 5, 10, 10, 10]);
    // Three days have both hosts: too few for a forecast.
    expect(all.forecast).toBeNull();
    expect((await trafficOfCustomer(OWNER, [two.tenancyId])).days).toHaveLength(3);
    expect((await trafficOfCustomer(OWNER, [next?.tenancyId ?? ""])).days).toEqual([]);
    const month = all.days.at(-1)?.day.slice(0, 7) ?? "";
    const { rows, total } = await hostsByTraffic(OWNER, { month, skip: 0, limit: 2 });
    expect(rows.map(({ hostId }) => hostId)).toContain("101");
    expect(rows[0]?.outGb).toBeGreaterThanOrEqual(rows[1]?.outGb ?? 0);
    expect(total).toBe((await database().select().from(hosts).where(eq(hosts.owner, OWNER))).length);
    const far = await hostsByTraffic(OWNER, { month: "2020-01", skip: 0, limit: 1 });
    expect(far.rows[0]).toMatchObject({ days: 0, inGb: 0 });
  });
});

describe("hosts whose counter and samples differ", () => {
  /** Days on which the samples of two looks said 40 GB out, of which a counter makes 44, and it grew by so much. */
  const looks = (tenancyId: string, grownGb: number) =>
    database()
      .insert(trafficDays)
      .values(
        [1, 2, 3].map((before) => ({
          ...{ tenancyId, day: dayBefore(before), minutes: 1_440, complete: true, inSum: 1, outSum: 1 },
          ...{ usedFirstGb: 5, usedFirstAt: 1, usedLastGb: 5 + grownGb, usedLastAt: 2, spanIn: 0 },
          spanOut: 40e9 / 60_000,
        })),
      );

  it("are listed, the widest apart first, and those that agree are not", async () => {
    await looks((await hostOfAnn("101")).tenancyId, 44);
    await looks((await hostOfAnn("102")).tenancyId, 5);
    await looks((await hostOfAnn("103")).tenancyId, 70);
    const { rows, total } = await counterDifferences({ skip: 0, limit: 10 });
    expect(total).toBe(2);
    expect(rows.map(({ hostId, countedGb, days }) => [hostId, countedGb, days])).toEqual([
      ["102", 15, 3],
      ["103", 210, 3],
    ]);
    expect(rows[0]?.meteredGb).toBeCloseTo(132);
    await keepUnit({ verdict: "few", pairs: 2 });
    expect(await counterDifferences({ skip: 0, limit: 10 })).toEqual({ rows: [], total: 0 });
  });
});
