import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { monitorDays, trafficDays, usageHours } from "@/lib/db/host-schema";
import { cleanUp } from "@/lib/db/housekeeping";
import { hosts, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { writeProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { dayAt } from "../calendar";
import { fetchDay } from "../fetch-day";
import { keepTraffic } from "../traffic/keep-traffic";
import { keepUnit } from "../traffic/unit";
import { busiestHosts } from "./busiest";

useTestDatabase();
const simulator = useSimulatedMaster();
const ANN = parseUserId("10001") as UserId;
/** Minutes ahead of UTC: about noon at the master, and not on the hour. */
const ZONE = (12 - new Date().getUTCHours()) * 60 + 30;
const HOUR = 3_600;
const now = () => Math.floor(Date.now() / 1000);

beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await simulator.control.setSettings({ timeZoneMinutes: ZONE });
  await database().execute(
    sql`truncate ${hosts}, ${tenancies}, ${monitorDays}, ${trafficDays}, ${usageHours} cascade`,
  );
  await writeProfile({ utcOffsetMinutes: ZONE, utcOffsetAt: new Date(), clockSkewMs: 0 });
  await keepUnit({ verdict: "few", pairs: 0 });
  await syncOwner(ANN, "mirror");
});

async function tenancyOf(vmId: string): Promise<string> {
  const [row] = await database().select().from(tenancies).where(sql`vm_id = ${vmId} and until is null`);
  return row?.id ?? "";
}

/** One full hour of a host, so many hours ago. */
async function hourOf(vmId: string, ago: number, figures: { cpu?: number; disk?: number; network?: number }) {
  const tenancyId = await tenancyOf(vmId);
  const hour = now() - ago * HOUR;
  const { cpu = null, disk = null, network = null } = figures;
  await database().insert(usageHours).values({ tenancyId, hour, minutes: 60, cpu, disk, network });
}

const ASKED = { period: "day", sort: "cpu", skip: 0, limit: 50 } as const;
const idsOf = async (asked: Partial<Parameters<typeof busiestHosts>[0]>) =>
  (await busiestHosts({ ...ASKED, ...asked })).rows.map(({ hostId }) => hostId);

describe("the usage of hosts", () => {
  it("is what their samples come to, hour by hour, and of few hosts says of how many", async () => {
    const today = dayAt(now(), ZONE);
    const tenancyId = await tenancyOf("101");
    expect(await fetchDay(tenancyId, today, "drawing")).toBe("kept");
    await keepTraffic();
    const kept = await database().select().from(usageHours);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.every(({ hour, minutes }) => (hour + ZONE * 60) % HOUR === 0 && minutes <= 60)).toBe(true);
    const [day] = await database().select().from(trafficDays).where(sql`day = ${today} and minutes > 0`);
    const sum = kept.reduce((all, { network, minutes }) => all + (network ?? 0) * minutes, 0);
    expect(sum).toBeCloseTo((day?.inSum ?? 0) + (day?.outSum ?? 0), 3);
    const found = await busiestHosts({ ...ASKED, period: "week" });
    expect(found).toMatchObject({ recorded: 1, fleet: 15 });
    expect(found.rows).toMatchObject([{ hostId: "101", customer: ANN, trafficGb: null }]);
    expect(found.rows[0]?.cpu).toBeGreaterThan(0);
  });

  it("is sorted by what is asked for over the time that is asked for, nothing known last", async () => {
    await hourOf("101", 0, { cpu: 90, disk: 1, network: 100 });
    await hourOf("101", 30, { cpu: 10, disk: 500, network: 100 });
    await hourOf("102", 5, { cpu: 95, disk: 2, network: 300 });
    await hourOf("103", 5, { disk: 3 });
    expect(await idsOf({ period: "hour" })).toEqual(["101"]);
    expect(await idsOf({})).toEqual(["102", "101", "103"]);
    expect(await idsOf({ sort: "disk" })).toEqual(["103", "102", "101"]);
    expect(await idsOf({ sort: "disk", period: "week" })).toEqual(["101", "103", "102"]);
    expect(await idsOf({ skip: 1, limit: 1 })).toEqual(["101"]);
    await keepUnit({
      ...{ verdict: "fits", pairs: 40, counted: "both" },
      fit: { unit: "kB/s", counted: "both", ratio: 1, spread: 0 },
    });
    const [most] = (await busiestHosts({ ...ASKED, sort: "traffic" })).rows;
    expect(most).toMatchObject({ hostId: "102", trafficGb: (300 * 60 * 60_000) / 1e9 });
  });

  it("is told of a tenancy that holds alone, and for days alone", async () => {
    await hourOf("101", 5, { cpu: 50 });
    await hourOf("102", 9 * 24, { cpu: 50 });
    await database().execute(sql`update tenancies set until = now() where vm_id = '101'`);
    expect(await busiestHosts({ ...ASKED, period: "week" })).toMatchObject({ recorded: 0, rows: [] });
    await cleanUp(new Date());
    expect(await database().select().from(usageHours)).toHaveLength(1);
  });
});
