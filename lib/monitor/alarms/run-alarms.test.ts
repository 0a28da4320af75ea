import { and, eq, isNull, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { monitorDays } from "@/lib/db/host-schema";
import {
  alarmEpisodes,
  alarmStates,
  alarms,
  hostSightings,
  notifications,
} from "@/lib/db/notification-schema";
import { accounts, hosts, operations, tenancies } from "@/lib/db/schema";
import { announcements } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { writeProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { tellSightings } from "@/lib/hosts/power/prove-sightings";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import type { AlarmKind } from "@/lib/notifications/kinds";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { dayAt } from "../calendar";
import { keepDay } from "../day-rows";
import { bySeries, noSamples } from "../samples";
import { MOST_ALARMS } from "./alarm-view";
import { acknowledge, alarmsOfHost, pauseAlarm, removeAlarm, saveAlarm } from "./alarms";
import { judgeAlarms } from "./run-alarms";
import { tellEpisodes } from "./tell-episodes";

useTestDatabase();
const simulator = useSimulatedMaster();
const OWNER = parseUserId("10001") as UserId;
/** Minutes ahead of UTC: in the master's zone it is about noon, so that no test runs over its midnight. */
const ZONE = (12 - new Date().getUTCHours()) * 60;
const ALWAYS = { quietFrom: null, quietTo: null, timeZone: "UTC" };
let ann: string;
let owned: OwnedHost;

beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await simulator.control.setSettings({ timeZoneMinutes: ZONE });
  await database().execute(
    sql`truncate ${accounts}, ${hosts}, ${tenancies}, ${monitorDays}, ${notifications}, ${alarms}, ${announcements} cascade`,
  );
  await writeProfile({ utcOffsetMinutes: ZONE, utcOffsetAt: new Date(), downSince: null });
  ann = await accountOf("ann", OWNER);
  await syncOwner(OWNER, "mirror");
  owned = (await openHost(viewer(), "101")) as OwnedHost;
});

async function accountOf(username: string, userId: UserId): Promise<string> {
  const made = await createAccount({ username, userId, password: "a long secret 123", role: "customer" });
  return made.ok ? made.accountId : "";
}

const viewer = (): Viewer => ({
  ...{ accountId: ann, sessionId: "s", role: "customer", username: "ann", displayName: "Ann" },
  ...{ userId: OWNER, locale: null, theme: "system", timeZone: null, view: null },
});
const now = () => Math.floor(Date.now() / 1000);
/** As if they had been made an hour ago. */
const countHour = () => database().update(alarms).set({ countsFrom: sql`created_at - interval '1 hour'` });
async function alarm(kind: AlarmKind, value: number, minutes: number, more = {}) {
  const saved = await saveAlarm(
    { tenancyId: owned.tenancyId },
    { kind, value, minutes, ...ALWAYS, ...more },
    null,
  );
  await countHour();
  return saved;
}

const forAll = (accountId: string, userId: UserId) =>
  saveAlarm({ accountId, userId }, { kind: "cpu-above", value: 90, minutes: 5, ...ALWAYS }, null).then(
    countHour,
  );

/** Samples of CPU, one a minute up to now: so many of each value, the newest last. */
async function cpu(...runs: [count: number, value: number | null][]): Promise<void> {
  const values = runs.flatMap(([count, value]) => Array.from({ length: count }, () => value));
  const samples = noSamples();
  values.forEach((value, at) => {
    if (value !== null) {
      samples.times.push(now() - (values.length - 1 - at) * 60);
      samples.memoryTotal.push(1_024);
      for (const column of Object.values(samples.values)) column.push(value);
    }
  });
  const day = dayAt(now(), ZONE);
  await database()
    .insert(monitorDays)
    .values({
      tenancyId: owned.tenancyId,
      day,
      samples: Buffer.alloc(0),
      complete: false,
      fetchedAt: new Date(0),
    })
    .onConflictDoNothing();
  await keepDay(owned.tenancyId, day, {
    samples: { ...samples, values: bySeries((s) => samples.values[s]) },
    complete: false,
  });
}

/** What every instance does, by so many of them at once. */
async function look(instances = 1, at = new Date()): Promise<void> {
  const all = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: instances }, work));
  await all(judgeAlarms);
  await all(() => tellEpisodes(at));
  await all(() => tellSightings(10));
}

const told = async () =>
  (await database().select().from(notifications).orderBy(notifications.at)).map(
    ({ data }) => (data as { event: string }).event,
  );

describe("an alarm", () => {
  it("is told once when it goes off, is acknowledged and is over, though two instances look at once", async () => {
    await alarm("cpu-above", 90, 10);
    await cpu([40, 5], [12, 97]);
    await look(2);
    await look(2);
    expect(await told()).toEqual(["fired"]);
    const [row] = await database().select().from(notifications);
    const data = { alarm: "cpu-above", value: 90, unit: "%", seen: 97 };
    expect(row).toMatchObject({ kind: "alarm", vmId: "101", accountId: ann, data });
    expect((row?.data as { chart?: string } | undefined)?.chart).toMatch(/▁+.*█{3,}$/);

    const [episode] = await database().select().from(alarmEpisodes);
    const twice = await Promise.all([1, 2].map(() => acknowledge(owned, episode?.id ?? "", viewer())));
    expect(twice.toSorted()).toEqual([false, true]);
    await cpu([40, 5], [12, 97], [6, 3]);
    // The samples stand a few minutes earlier than they did: time goes on for those that follow alone.
    await database().execute(
      sql`update alarm_states set memory = memory || ${JSON.stringify({ at: now() - 360 })}::jsonb`,
    );
    await look(2);
    expect(await told()).toEqual(["fired", "acknowledged", "resolved"]);
    expect((await alarmsOfHost(owned)).alarms).toMatchObject([{ state: "ok", last: { acknowledged: true } }]);
  });

  it("doesn't go off by a gap: no data is a state of its own", async () => {
    await alarm("cpu-below", 50, 10);
    await cpu([12, 80], [20, null]);
    await look();
    expect(await told()).toEqual([]);
    expect((await alarmsOfHost(owned)).alarms).toMatchObject([{ state: "no-data" }]);
  });

  it("is told after its quiet hours where it still goes on, and not at all where it was over by then", async () => {
    const clock = new Date();
    const minute = clock.getUTCHours() * 60 + clock.getUTCMinutes();
    const quiet = { quietFrom: (minute + 1_380) % 1_440, quietTo: (minute + 60) % 1_440 };
    await alarm("cpu-above", 90, 5, quiet);
    await cpu([10, 97]);
    await look();
    expect(await told()).toEqual([]);
    expect((await alarmsOfHost(owned)).alarms).toMatchObject([{ state: "fired" }]);
    const [episode] = await database().select().from(alarmEpisodes);
    await look(1, new Date(Date.now() + 2 * 3_600_000));
    await database().execute(sql`update host_sightings set seen_at = now() - interval '1 minute'`);
    await tellSightings(10);
    expect(await told()).toEqual(["fired"]);

    await database()
      .update(alarmEpisodes)
      .set({ firedToldAt: null, settledAt: null, resolvedAt: new Date() })
      .where(eq(alarmEpisodes.id, episode?.id ?? ""));
    await database().delete(notifications);
    await look(1, new Date(Date.now() + 2 * 3_600_000));
    expect([await told(), await database().select().from(hostSightings)]).toEqual([[], []]);
  });

  it("is silent while maintenance is announced for its node, and told after it where it still goes on", async () => {
    await alarm("cpu-above", 90, 5);
    await database().update(hosts).set({ nodeId: "n1" });
    const notice = { textEn: "a", textZh: "b", tone: "maintenance", createdBy: "Sam" } as const;
    await database()
      .insert(announcements)
      .values({ ...notice, scope: "node:n1", until: new Date(Date.now() + 60_000) });
    await cpu([10, 97]);
    await look();
    expect(await told()).toEqual([]);
    await database().update(announcements).set({ scope: "node:n2" });
    await look();
    expect(await told()).toEqual(["fired"]);
  });

  it("says nothing while it is paused, and begins anew", async () => {
    await alarm("cpu-above", 90, 5);
    const [row] = await database().select().from(alarms);
    await pauseAlarm({ tenancyId: owned.tenancyId }, row?.id ?? "", true);
    await cpu([10, 97]);
    await look();
    expect(await told()).toEqual([]);
    await pauseAlarm({ tenancyId: owned.tenancyId }, row?.id ?? "", false);
    await countHour();
    await look();
    expect(await told()).toEqual(["fired"]);
  });

  it("ends with the tenancy: what went off before is not told to the next owner, nor to the last", async () => {
    await alarm("cpu-above", 90, 5);
    await cpu([10, 97]);
    await judgeAlarms();
    await database().update(tenancies).set({ until: new Date() }).where(eq(tenancies.id, owned.tenancyId));
    await tellEpisodes(new Date());
    await tellSightings(10);
    expect([await told(), await database().select().from(hostSightings)]).toEqual([[], []]);
    await database().delete(alarmStates);
    expect(await judgeAlarms()).toBe(0);
  });

  it("for all hosts counts for each of the customer's, and ends with the account that made it", async () => {
    await forAll(ann, OWNER);
    const theirs = await database()
      .select()
      .from(tenancies)
      .where(and(eq(tenancies.owner, "10001"), isNull(tenancies.until)));
    expect(await judgeAlarms()).toBe(theirs.length);
    await cpu([10, 97]);
    await look();
    expect(await told()).toEqual(["fired"]);
    expect((await alarmsOfHost(owned)).alarms).toMatchObject([{ host: null, state: "fired", firing: 1 }]);
    await database().update(accounts).set({ formerAt: new Date() });
    await database().delete(alarmStates);
    expect(await judgeAlarms()).toBe(0);
  });

  it("of a host that doesn't run goes off by its state, unless a command of the panel turned it off", async () => {
    await alarm("down", 0, 5);
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const off = { powerUp: false, stateWord: "off", stateSince: ago(20), stateAt: ago(0) };
    await database()
      .update(alarms)
      .set({ countsFrom: ago(30) });
    await database().update(hosts).set(off).where(eq(hosts.vmId, "101"));
    const operation = { tenancyId: owned.tenancyId, vmId: "101", kind: "stop", outcome: "done" } as const;
    await database()
      .insert(operations)
      .values({ ...operation, formKey: "k", actorName: "Ann", actorRole: "customer", endedAt: ago(19) });
    await look();
    expect(await told()).toEqual([]);
    await database().delete(operations);
    await database().delete(alarmStates);
    await look();
    expect(await told()).toEqual(["fired"]);
  });

  it("of traffic goes off at its share", async () => {
    await alarm("traffic-above", 60, 0);
    const set = (used: number) =>
      database().update(hosts).set({ trafficUsedGb: used, trafficLimitGb: 100 }).where(eq(hosts.vmId, "101"));
    await set(59);
    await look();
    expect(await told()).toEqual([]);
    await set(60);
    await database().delete(alarmStates);
    await look();
    expect(await told()).toEqual(["fired"]);
  });

  it("is one of ten, the same one twice is one, and nobody else's can be changed", async () => {
    for (let n = 0; n < MOST_ALARMS; n++) {
      expect(await alarm("cpu-above", n, 5)).toBe("done");
      expect(await alarm("cpu-above", n, 5)).toBe("done");
    }
    expect(await alarm("cpu-above", 99, 5)).toBe("alarm-limit");
    const [one] = await database().select().from(alarms);
    const other = { tenancyId: "00000000-0000-4000-8000-000000000000" };
    expect(await removeAlarm(other, one?.id ?? "")).toBe(false);
    expect(await pauseAlarm({ accountId: ann, userId: OWNER }, one?.id ?? "", true)).toBe(false);
    expect(await removeAlarm({ tenancyId: owned.tenancyId }, one?.id ?? "")).toBe(true);
  });
});
