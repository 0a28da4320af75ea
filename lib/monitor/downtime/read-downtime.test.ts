import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import type { ActionResult } from "@/lib/action-result";
import { database } from "@/lib/db/connection";
import { announcements } from "@/lib/db/staff-schema";
import { registerStaffVerifications, STAFF_COMMANDS } from "@/lib/fleet/hosts/commands";
import { hostOfRosa, rosa } from "@/lib/fleet/testing/rosa";
import { writeProfile } from "@/lib/hosts/mirror/profile";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { openHost } from "@/lib/hosts/owned-host";
import { powerCommands } from "@/lib/hosts/power/power-commands";
import { recordState } from "@/lib/hosts/record-state";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { master } from "@/lib/master";
import type { PowerKind } from "@/lib/operations/command-rules";
import { parseRowId, parseUserId, parseVmId, type RowId, type UserId, type VmId } from "@/lib/rstack/ids";
import { dayAt } from "../calendar";
import { fetchDay } from "../fetch-day";
import { passTime } from "../testing/pass-time";
import { keepTraffic } from "../traffic/keep-traffic";
import type { DowntimeCause } from "./downtime-view";
import { downtimeOf, downtimeOnNode } from "./read-downtime";

const { simulator } = useSimulatedHosts();
const [OWNER, OTHER] = ["10001", "10002"].map(parseUserId) as [UserId, UserId];
const HOUR = 3_600_000;
const HOSTS = ["101", "102", "103", "104", "105", "109"] as const;
type HostId = (typeof HOSTS)[number];

/** What the panel's pages and its background do all the time. */
async function look(): Promise<void> {
  await syncOwner(OWNER, "mirror");
  for (const id of HOSTS) {
    const vmId = parseVmId(id) as VmId;
    const at = new Date();
    const read = await master().readState(vmId, { priority: "drawing" });
    await (read.ok && recordState(vmId, read.value, at));
  }
}

async function pass(hours: number): Promise<void> {
  await look();
  await passTime(hours * HOUR, simulator().control, (statement) => database().execute(statement));
}

const done = async (asked: Promise<ActionResult>) => expect((await ended(await asked)).outcome).toBe("done");

const press = async (id: HostId, kind: PowerKind) =>
  done(powerCommands[kind].run(await hostOfAnn(id), {}, crypto.randomUUID(), ann));
const staffDo = async (id: HostId, kind: "suspend-host" | "resume-host") =>
  done(STAFF_COMMANDS[kind].run(await hostOfRosa(id), {}, crypto.randomUUID(), rosa));

/** One of each cause, hours apart; what each was, by host, in the order of the journal. */
async function aWeek(): Promise<Record<HostId, DowntimeCause[]>> {
  const { control } = simulator();
  await press("101", "stop");
  await pass(5);
  await press("101", "start");
  await pass(20);
  await done(powerCommands.stop.run(await hostOfRosa("102"), {}, crypto.randomUUID(), rosa));
  await pass(7);
  await press("102", "start");
  await pass(16);
  await staffDo("103", "suspend-host");
  await pass(30);
  await staffDo("103", "resume-host");
  await pass(2);
  await press("103", "start");
  await pass(10);
  // Inside the system, where no ledger sees it.
  await control.setHost("104", { power: "off" });
  await pass(3);
  await press("104", "start");
  await pass(9);
  await database()
    .insert(announcements)
    .values({ textEn: "New disks", textZh: "换盘", tone: "maintenance", scope: "node:1", createdBy: "rosa" });
  await control.setHost("101", { power: "off" });
  await pass(4);
  await control.setHost("101", { power: "running" });
  await database().execute(sql`update announcements set until = now()`);
  await pass(12);
  await press("105", "stop");
  await database().execute(
    sql`update operations set params = params || '{"schedule": "s"}' where vm_id = '105' and kind = 'stop'`,
  );
  await pass(6);
  await press("105", "start");
  await pass(8);
  await control.setHost("102", { status: "-3", power: "off" });
  await pass(5);
  await control.setHost("102", { status: "2", power: "running" });
  await pass(6);
  return {
    ...{ "101": ["customer", "maintenance"], "102": ["support", "traffic"], "103": ["suspension"] },
    ...{ "104": ["unknown"], "105": ["schedule"], "109": [] },
  };
}

/** When a host was off by the simulator's own journal. Unix seconds. */
async function offByJournal(id: HostId): Promise<[from: number, to: number][]> {
  const { changes } = await simulator().control.journal({ vmid: id });
  const off: [number, number][] = [];
  for (const { from, to, at } of changes) {
    const last = off.at(-1);
    if (from === "running") off.push([at / 1000, Date.now() / 1000]);
    else if (to === "running" && last) last[1] = at / 1000;
  }
  return off;
}

async function readAll(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  for (const id of HOSTS) {
    const { tenancyId } = await hostOfAnn(id);
    for (let before = 7; before >= 0; before--) {
      await fetchDay(tenancyId, dayAt(now - before * 86_400, 0), "drawing");
    }
  }
  await keepTraffic();
}

/** The zone that the profile says; each test ends with a reset of the simulator's. */
async function useUtc(): Promise<void> {
  await simulator().control.setSettings({ timeZoneMinutes: 0 });
}

const sharedMinutes = (told: { from: string; to: string | null }, [from, to]: [number, number]) =>
  (Math.min(to, told.to === null ? to : Date.parse(told.to) / 1000) -
    Math.max(from, Date.parse(told.from) / 1000)) /
  60;

describe("downtime, after a week that the simulator wrote down", () => {
  let truth: Awaited<ReturnType<typeof aWeek>>;
  beforeAll(async () => {
    registerStaffVerifications();
    await useUtc();
    await writeProfile({ utcOffsetMinutes: 0, utcOffsetAt: new Date(), clockSkewMs: 0 });
    await createAccount({ username: "ann", userId: "10001", role: "customer" });
    await look();
    await pass(1);
    truth = await aWeek();
    await look();
    await readAll();
  }, 300_000);
  beforeEach(useUtc);

  it("is whose it was, to 99 of 100 minutes, and never the provider's where a customer did it", async () => {
    let [right, all] = [0, 0];
    for (const id of HOSTS) {
      const { longest } = await downtimeOf(await hostOfAnn(id), "UTC");
      for (const [at, off] of (await offByJournal(id)).entries()) {
        const within = longest
          .map((told) => ({ ...told, minutes: sharedMinutes(told, off) }))
          .filter(({ minutes }) => minutes > 0);
        const own = within.filter(({ cause }) => cause === truth[id][at]);
        all += (off[1] - off[0]) / 60;
        right += own.reduce((sum, { minutes }) => sum + minutes, 0);
        expect(within.filter(({ cause, minutes }) => cause !== truth[id][at] && minutes > 1.5)).toEqual([]);
      }
    }
    expect(right / all).toBeGreaterThan(0.99);
  });

  it("is summed by month and goes on where the host is still off", async () => {
    const { isLearnt, months, longest } = await downtimeOf(await hostOfAnn("109"), "UTC");
    expect(isLearnt).toBe(true);
    expect(longest).toMatchObject([{ cause: "unknown", to: null }]);
    expect(months.reduce((sum, { minutes }) => sum + minutes, 0)).toBeCloseTo(longest[0]?.minutes ?? 0, -1);
  });

  it("is told staff by node, with the hosts", async () => {
    const { longest } = await downtimeOnNode(parseRowId("1") as RowId, "UTC");
    expect(longest[0]).toMatchObject({ hostId: "109", cause: "unknown" });
    const causes = new Set(longest.map(({ hostId, cause }) => `${hostId} ${cause}`));
    expect([...causes]).toEqual(expect.arrayContaining(["101 customer", "101 maintenance", "102 support"]));
    expect(JSON.stringify(longest)).not.toContain('"hostId":"103"');
  });

  it("is RStack's silence where the hosts of a node miss the same minutes, and unclear for one alone", async () => {
    const { control } = simulator();
    const from = Date.now() - 2 * HOUR;
    const here = ["101", "102", "105"].map((id) => ({ id, from, to: from + HOUR / 2 }));
    for (const { id, ...mark } of [...here, { id: "104", from, to: from + HOUR / 2 }]) {
      await control.markMonitor(id, mark);
    }
    await pass(0);
    await readAll();
    const causesOf = async (id: HostId) =>
      (await downtimeOf(await hostOfAnn(id), "UTC")).months.flatMap(({ causes }) => causes);
    const silence = (await causesOf("101")).find(({ cause }) => cause === "silence");
    expect(silence?.minutes).toBeGreaterThan(27);
    expect((await causesOf("104")).some(({ cause }) => cause === "unclear")).toBe(true);
  });

  it("is unclear as long as nothing shows that stopped hosts lack samples", async () => {
    await writeProfile({ stoppedSamples: { minutes: 500, missed: 100, hosts: 4, at: Date.now() } });
    const { isLearnt, months } = await downtimeOf(await hostOfAnn("101"), "UTC");
    expect(isLearnt).toBe(false);
    expect(months[0]?.causes).toMatchObject([{ cause: "unclear" }]);
  });

  it("ends with the owner: who has the host next sees none of it", async () => {
    const before = await downtimeOf(await hostOfAnn("101"), "UTC");
    expect(before.longest.length).toBeGreaterThan(0);
    await simulator().control.setHost("101", { userid: OTHER });
    await syncOwner(OTHER, "mirror");
    const next = await openHost({ ...ann, userId: OTHER }, "101");
    expect(next && (await downtimeOf(next, "UTC"))).toMatchObject({ months: [], longest: [] });
  });
});
