import { and, eq, isNull, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { database } from "@/lib/db/connection";
import { monitorDays, trafficDays } from "@/lib/db/host-schema";
import { accounts, hosts, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { writeProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { dayAt } from "../calendar";
import { fetchDay } from "../fetch-day";
import { keepTraffic, learnUnit } from "./keep-traffic";
import { readUnit } from "./unit";

useTestDatabase();
const simulator = useSimulatedMaster();
const ANN = parseUserId("10001") as UserId;
const HOUR = 3_600_000;
const NOON = (12 - new Date().getUTCHours()) * 60;

beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await database().execute(
    sql`truncate ${accounts}, ${hosts}, ${tenancies}, ${monitorDays}, ${trafficDays} cascade`,
  );
  await writeProfile({
    utcOffsetMinutes: NOON,
    utcOffsetAt: new Date(),
    clockSkewMs: 0,
    trafficUnitAt: new Date(),
  });
  await createAccount({ username: "ann", userId: "10001", role: "customer" });
});

/** The master's clock, and what the panel knows of it, so long before now; then a list, and what it says of the counters. */
async function lookAt(hoursAgo: number): Promise<void> {
  await simulator.control.setSettings({ clockSkewMs: -hoursAgo * HOUR, timeWindowSeconds: 1_000_000 });
  await writeProfile({ clockSkewMs: hoursAgo * HOUR });
  await syncOwner(ANN, "mirror");
  await keepTraffic();
}

/** What two days' looks, every three hours, and the days' samples come to. */
async function twoDays(
  dialect: Parameters<typeof simulator.control.setSettings>[0]["dialect"],
): Promise<void> {
  await simulator.control.setSettings({ dialect: dialect ?? {}, timeZoneMinutes: NOON });
  for (let ago = 60; ago >= 12; ago -= 3) {
    await lookAt(ago);
  }
  await lookAt(0);
  const now = Math.floor(Date.now() / 1000);
  for (const { id } of await database().select().from(tenancies).where(isNull(tenancies.until))) {
    for (const days of [1, 2]) {
      expect(await fetchDay(id, dayAt(now - days * 86_400, NOON), "drawing")).toBe("kept");
    }
  }
  await keepTraffic();
}

describe("the unit of a master's samples", () => {
  it.each(["kB/s", "B/s", "Mbit/s", "kB/min", "kbit/s"] as const)(
    "is found within two days: %s",
    async (network) => {
      await twoDays({ network, counter: "both" });
      const found = await learnUnit();
      expect(found).toMatchObject({ verdict: "fits", fit: { unit: network, counted: "both" } });
      expect(found.verdict === "fits" ? found.fit.ratio : 0).toBeCloseTo(1.03, 1);
      expect(await readUnit()).toEqual(found);
    },
    120_000,
  );

  it("is not told where the counter stands still", async () => {
    await twoDays({ network: "kB/s", counter: "still" });
    expect(await learnUnit()).toEqual({ verdict: "few", pairs: 0 });
  }, 120_000);
});

describe("a day of traffic", () => {
  const dayOf = async (day: string, vmId = "101") =>
    (
      await database()
        .select({ day: trafficDays })
        .from(trafficDays)
        .innerJoin(tenancies, eq(tenancies.id, trafficDays.tenancyId))
        .where(and(eq(tenancies.vmId, vmId), eq(trafficDays.day, day)))
    )[0]?.day;

  it("is the sum of its samples, and begins anew where the counter was set back", async () => {
    await simulator.control.setSettings({ timeZoneMinutes: NOON });
    await simulator.control.setHost("101", { bwusage: 500 });
    await lookAt(4);
    await simulator.control.setHost("101", { bwusage: 2 });
    await lookAt(3);
    await simulator.control.setHost("101", { bwusage: 7 });
    await lookAt(1);
    await lookAt(0);
    const today = dayAt(Math.floor(Date.now() / 1000), NOON);
    const [tenancy] = await database().select().from(tenancies).where(eq(tenancies.vmId, "101"));
    expect(await fetchDay(tenancy?.id ?? "", today, "drawing")).toBe("kept");
    await keepTraffic();
    const day = await dayOf(today);
    expect(day).toMatchObject({ usedFirstGb: 2, usedLastGb: 7, complete: false });
    expect(day?.minutes).toBeGreaterThan(600);
    expect(day?.spanIn).toBeLessThan(day?.inSum ?? 0);
    expect(day?.spanIn).toBeGreaterThan(0);
    // Nothing came since: nothing is summed anew.
    await database().update(trafficDays).set({ minutes: 1 });
    await keepTraffic();
    expect((await dayOf(today))?.minutes).toBe(1);
  });
});
