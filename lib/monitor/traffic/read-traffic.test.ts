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
