import { and, eq, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { monitorDays, sparklines } from "@/lib/db/host-schema";
import { masterProfile } from "@/lib/db/master-schema";
import { hosts, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { keepTenancies } from "@/lib/hosts/mirror/tenancies";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { flushCalls, master } from "@/lib/master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "@/lib/simulator/start";
import { dayAt } from "./calendar";
import { csvStream } from "./csv-stream";
import { keepDay, leaseDay } from "./day-rows";
import { wantDrawings } from "./drawing-round";
import { readDrawing, readHours } from "./drawing-rows";
import { daysAreRead } from "./fetch-queue";
import { learnOffset } from "./master-clock";
import { monitorViewOf } from "./read-range";
import { bySeries, noSamples } from "./samples";
import { fromWire } from "./wire";

useTestDatabase();

const DAY = 86_400;
const RUNS = "101";
const OFF = "109";
let sim: Simulator;

beforeAll(async () => {
  sim = await startSimulator();
  Object.assign(process.env, {
    RSTACK_URL: sim.url,
    RSTACK_SECRET: DEFAULT_SECRET,
    RSTACK_RATE: "2000",
    MIRROR_CONFIRM_SECONDS: "3600",
  });
});
// Nothing of the test before: no faults, no days on their way, no hosts, and nothing learnt of the master.
beforeEach(async () => {
  await sim.control.reset();
  await daysAreRead();
  await expect.poll(async () => (await master().test({ priority: "mirror" })).ok).toBe(true);
  await flushCalls();
  await database().execute(sql`truncate ${hosts}, ${tenancies}, ${monitorDays}, ${sparklines} cascade`);
  await database().update(masterProfile).set({ utcOffsetMinutes: null, utcOffsetAt: null, downSince: null });
});
afterAll(async () => {
  await master().close();
  await sim.close();
});

const viewer = (userId: string | null): Viewer => ({
  accountId: "00000000-0000-4000-8000-000000000001",
  sessionId: "session",
  role: userId === null ? "admin" : "customer",
  username: "u",
  displayName: "u",
  userId: parseUserId(userId),
  locale: null,
  theme: "system",
  timeZone: null,
  view: null,
});

async function open(id: string, userId: string | null = "10001"): Promise<OwnedHost> {
  const owned = await openHost(viewer(userId), id);
  if (!owned) {
    throw new Error(`host ${id} can't be opened`);
  }
  return owned;
}

const now = () => Math.floor(Date.now() / 1000);
const last = (days: number) => ({ from: now() - days * DAY, to: now() });
const asked = async () =>
  (await sim.control.journal({ action: "vm_monitor" })).calls.map(({ params }) => params.yyyymmdd ?? "today");
/** All days of the range here: looked at until none is on its way, since days that nobody asks for any more are dropped. */
async function wholeView(owned: OwnedHost, days: number, points = 900) {
  for (;;) {
    const view = await monitorViewOf(owned, last(days), points);
    if (view.pending === 0) return view;
    await daysAreRead();
  }
}

describe("a month of samples", () => {
  it("answers at once with what is there; each past day is asked for once ever, today once a minute for everybody", async () => {
    const owned = await open(RUNS);
    const views = await Promise.all(Array.from({ length: 20 }, () => monitorViewOf(owned, last(30), 870)));
    expect(Math.max(...views.map(({ pending }) => pending))).toBeGreaterThanOrEqual(29);
    const whole = await wholeView(owned, 30, 870);
    expect(whole.samples).toBeGreaterThan(30 * 1_440 - 5);
    for (let again = 0; again < 3; again++) {
      await monitorViewOf(await open(RUNS), last(30), 400);
      await daysAreRead();
    }
    const days = await asked();
    expect(new Set(days).size).toBe(days.length);
    expect([30, 31, 32]).toContain(days.length);

    await database().update(monitorDays).set({ fetchedAt: sql`fetched_at - interval '61 seconds'` });
    await Promise.all(Array.from({ length: 20 }, () => monitorViewOf(owned, last(1), 870)));
    await daysAreRead();
    const today = dayAt(now(), 480);
    // A page doesn't wait for a master that takes its time.
    await vi.waitFor(
      async () => expect((await asked()).filter((day) => day === today)).toHaveLength(2),
      15_000,
    );
    const later = await asked();
    expect(later.filter((day) => day !== today)).toEqual(days.filter((day) => day !== today));
  });

  it("keeps a lone spike and a half-hour gap", async () => {
    const at = now() - 9 * DAY;
    await sim.control.markMonitor(RUNS, { from: at * 1000, to: (at + 60) * 1000, cpu: 99.4 });
    // Of two marks the first counts: around the spike the host is calm, whatever the hour brings.
    await sim.control.markMonitor(RUNS, { from: (at - 7_200) * 1000, to: (at + 7_200) * 1000, cpu: 20 });
    await sim.control.markMonitor(RUNS, { from: (at + 7_200) * 1000, to: (at + 9_000) * 1000 });
    const view = await wholeView(await open(RUNS), 30);
    const { times, series } = fromWire(view);
    const near = (series.cpu.high ?? []).filter(
      (_, column) => Math.abs((times[column] ?? 0) - at) <= (15 * DAY) / 300 + 60,
    );
    expect(Math.max(...near.map((value) => value ?? 0))).toBeCloseTo(99.4, 0);
    expect(view.gaps).toHaveLength(1);
    expect(Math.abs((view.gaps[0]?.[0] ?? 0) - (at + 7_200))).toBeLessThan(61);
    expect(Math.abs((view.gaps[0]?.[1] ?? 0) - (at + 9_000))).toBeLessThan(61);
  });

  it("a host that was off is one gap, not an error and not unknown", async () => {
    const view = await wholeView(await open(OFF), 1);
    expect(view.samples).toBe(0);
    expect(view.gaps).toHaveLength(1);
    expect(view.pending).toBe(0);
    expect(view.readAt).not.toBeNull();
  });
});

describe("the master's zone", () => {
  it("is worked out from the samples and kept, also where the first guess is wrong and where clocks are changed", async () => {
    await sim.control.setSettings({ timeZoneMinutes: -300 });
    const owned = await open(RUNS);
    const view = await wholeView(owned, 3);
    expect((await readProfile())?.utcOffsetMinutes).toBe(-300);
    await monitorViewOf(owned, last(3), 870);
    await daysAreRead();
    const whole = await monitorViewOf(owned, last(3), 870);
    expect(whole.samples).toBeGreaterThan(3 * 1_440 - 5);
    expect(view.gaps.length + whole.gaps.length).toBe(0);
    const rows = await database().select().from(monitorDays);
    const today = dayAt(now(), -300);
    expect(rows.filter(({ day, complete }) => complete && day >= today)).toEqual([]);

    await sim.control.setSettings({ timeZoneMinutes: -240 });
    await database().update(monitorDays).set({ fetchedAt: sql`fetched_at - interval '61 seconds'` });
    await monitorViewOf(owned, last(1), 870);
    expect((await readProfile())?.utcOffsetMinutes).toBe(-240);
  });

  it.each([
    ["the day that is over by the new clock", "20261126", -240],
    ["the day that has begun by the new clock", "20261127", -240],
    ["an earlier day", "20261120", -300],
  ])("changed around midnight: is read from %s", async (_, day, offset) => {
    await database().update(masterProfile).set({ utcOffsetMinutes: -300 });
    const now = Date.UTC(2026, 10, 27, 4, 30) / 1000;
    await learnOffset({ now, offset: -300, likelyOffset: -300 }, -240, day);
    expect((await readProfile())?.utcOffsetMinutes).toBe(offset);
  });
});

describe("a host that is handed over", () => {
  const handOver = async (change: Partial<typeof hosts.$inferInsert>) => {
    await database().update(hosts).set(change).where(eq(hosts.vmId, RUNS));
    await database().transaction((tx) => keepTenancies(tx, [RUNS]));
  };

  it.each([
    ["to another customer", { owner: "10002" }, "10002"],
    ["or made anew under the same id", { guid: "11111111-2222-4333-8444-555555555555" }, "10001"],
  ])("%s: shows them no sample of before, asks for none, and keeps none", async (_, change, owner) => {
    const before = await open(RUNS);
    expect((await wholeView(before, 7)).samples).toBeGreaterThan(10_000);
    await sim.control.setHost(RUNS, { userid: owner, ...("guid" in change ? { guid: change.guid } : {}) });
    await handOver(change);
    await sim.control.clearJournal();

    const after = await open(RUNS, owner);
    expect(after.tenancyId).not.toBe(before.tenancyId);
    const view = await wholeView(after, 30);
    expect(view.samples).toBe(0);
    expect(view.pending).toBe(0);
    expect((await asked()).length).toBeLessThanOrEqual(1);
    const csv = await new Response(csvStream(after, last(7), "UTC", csvTexts)).text();
    expect(csv.trim().split("\r\n")).toHaveLength(1);
    await wantDrawings([after.tenancyId], 24);
    await daysAreRead();
    expect((await readDrawing(after.tenancyId))?.day.cpu.peak).toBeNull();

    // What was asked for before and comes after is kept for nobody; nor is anything asked for the last tenancy.
    expect(await leaseDay(before.tenancyId, "20200101", 0)).toBe(false);
    const [row] = await database()
      .select()
      .from(monitorDays)
      .where(eq(monitorDays.tenancyId, before.tenancyId));
    await keepDay(before.tenancyId, row?.day ?? "", { samples: noSamples(), complete: true });
    const [same] = await database()
      .select()
      .from(monitorDays)
      .where(eq(monitorDays.tenancyId, before.tenancyId));
    expect(same).toEqual(row);
    // Samples from then on are the new one's.
    await database()
      .update(tenancies)
      .set({ since: new Date(Date.now() - 3_600_000) })
      .where(and(eq(tenancies.vmId, RUNS), isNull(tenancies.until)));
    await database().delete(monitorDays).where(eq(monitorDays.tenancyId, after.tenancyId));
    const hour = await wholeView(after, 7);
    expect(hour.samples).toBeGreaterThan(50);
    expect(hour.samples).toBeLessThan(61);
  });
});

const csvTexts = { time: "Time", memoryTotal: "of", series: bySeries((series) => series) };

describe("a master that doesn't tell", () => {
  it("silent: what is kept is shown with its age, and it is not asked again and again", async () => {
    const owned = await open(RUNS);
    await wholeView(owned, 1);
    await database().update(monitorDays).set({ fetchedAt: sql`fetched_at - interval '10 minutes'` });
    await sim.control.clearJournal();
    await sim.control.addFault({ kind: "reset", match: { action: "vm_monitor" } });
    for (let times = 0; times < 5; times++) {
      const view = await monitorViewOf(owned, last(1), 870);
      expect(view.samples).toBeGreaterThan(1_400);
      expect(now() - (view.readAt ?? 0)).toBeGreaterThan(500);
      expect(view.unknown.length).toBe(1);
      await daysAreRead();
    }
    expect((await asked()).length).toBeLessThanOrEqual(4);
  });

  it("refusing: says for how many days, and doesn't wait for them", async () => {
    const owned = await open(RUNS);
    await sim.control.addFault({ kind: "refuse", text: "no", match: { action: "vm_monitor" } });
    const view = await wholeView(owned, 3);
    expect(view.refused).toBeGreaterThanOrEqual(4);
    expect(view.pending).toBe(0);
    expect(view.samples).toBe(0);
    expect(view.gaps).toEqual([]);
  });
});

describe("the small drawings", () => {
  it("come from what is kept, are asked for once by whoever looks, and not again while they are young", async () => {
    const owned = await open(RUNS);
    const off = await open(OFF);
    for (let looks = 0; looks < 5; looks++) {
      await wantDrawings([owned.tenancyId, off.tenancyId], 1);
    }
    await daysAreRead();
    const hoursOf = async (...ids: string[]) =>
      (await readHours(owned.owner as UserId, ids)).flatMap(({ hour }) => hour ?? []);
    expect(await hoursOf(RUNS, OFF)).toHaveLength(2);
    const days = await asked();
    expect(days.length).toBeLessThanOrEqual(4);
    expect((await hoursOf(RUNS))[0]?.hour.last).toBeGreaterThan(0);
    expect((await readDrawing(off.tenancyId))?.day.cpu.last).toBeNull();
    await wantDrawings([owned.tenancyId], 1);
    await daysAreRead();
    expect(await asked()).toEqual(days);
  });
});
