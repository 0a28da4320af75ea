import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { endRights } from "../accounts/guests/guest-rights";
import type { Viewer } from "../accounts/sessions/viewer";
import { config } from "../config";
import { database } from "../db/connection";
import { rescues, scheduleRuns, schedules } from "../db/schedule-schema";
import { accounts, operations } from "../db/schema";
import { guestRights } from "../db/sign-in-schema";
import { oneOfTheirs, readBatch } from "../hosts/batch/batches";
import { HOST_COMMANDS } from "../hosts/commands";
import { syncOwner } from "../hosts/mirror/sync-owner";
import { findHost } from "../hosts/owned-host";
import { RESCUE_KINDS } from "../hosts/rescue/rescue-steps";
import { beginRescue, rescueViewOf } from "../hosts/rescue/rescues";
import { EVERY_DAY } from "../hosts/schedules/calendar";
import { endForeignSchedules } from "../hosts/schedules/runs";
import { createSchedule, isOwnOf, schedulesViewOf } from "../hosts/schedules/schedules";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import type { ScheduleKind } from "../operations/schedule-kinds";
import { changeSettings } from "../provider/settings";
import { parseUserId } from "../rstack/ids";
import { askAs, batchOf, someone, told } from "./batch/testing";
import { hostOfViewer } from "./host-of-viewer";
import { startRescues } from "./rescue/run-rescues";
import { due, over, PATIENCE, scheduleRow, whileRunning } from "./testing/on-schedule";

// What goes on while a guest is away: batches, rescues and schedules. Ann has 101 and up, the guest 201 and up.

const { simulator } = useSimulatedHosts({
  ...{ MIRROR_CONFIRM_SECONDS: "1", STATUS_CHECK_SECONDS: "1", OPERATION_RESTART_SETTLE_SECONDS: "0.5" },
});
const [SHARED, ALSO, NOT_SHARED, OFF, OWN] = ["101", "102", "103", "109", "201"];

let ann: Viewer;
let guest: Viewer;
const hostOf = async (vmId: string, viewer = guest) => {
  const owned = await findHost(viewer, vmId, "shared");
  if (!(owned instanceof Object)) throw new Error(`${vmId} is not shown`);
  return owned;
};
async function give(vmId: string, role: "operate" | "manage", to = guest) {
  const { tenancyId } = await hostOf(vmId, ann);
  await database()
    .insert(guestRights)
    .values({ accountId: to.accountId, owner: "10001", invitedBy: ann.accountId, tenancyId, role });
}
const end = () => endRights(eq(guestRights.accountId, guest.accountId), "owner");
const effects = async () => (await simulator().control.journal()).effects.map(({ vmid }) => vmid);

beforeEach(async () => {
  Object.assign(config(), { people: true });
  await database().delete(guestRights);
  await database().delete(schedules);
  await database().delete(rescues);
  ann = await someone("customer", "10001");
  guest = await someone("customer", "10002");
  for (const id of ["10001", "10002"].map(parseUserId)) await (id && syncOwner(id, "command"));
  await simulator().control.clearJournal();
});

describe("a guest's batch", () => {
  it("asks of each host by its own right, over own and shared ones", async () => {
    await give(SHARED, "manage");
    await give(ALSO, "operate");
    const asked = askAs(guest, "force-stop", [SHARED, ALSO, NOT_SHARED, OWN]);
    expect(told(await batchOf(asked, guest))).toEqual({
      [SHARED]: ["done", null],
      [ALSO]: ["not-sent", "guest-role"],
      [NOT_SHARED]: ["not-sent", "not-found"],
      [OWN]: ["done", null],
    });
    expect((await effects()).sort()).toEqual([SHARED, OWN]);
  });

  it("is asked for in the name of a host of theirs that they may ask it of", async () => {
    await give(ALSO, "operate");
    await give(SHARED, "manage");
    await database().update(accounts).set({ userId: null }).where(eq(accounts.id, guest.accountId));
    const nobody = { ...guest, userId: null };
    expect(await oneOfTheirs(nobody, [NOT_SHARED, ALSO, SHARED], "force-stop")).toBe(SHARED);
    expect(await oneOfTheirs(nobody, [NOT_SHARED], "force-stop")).toBe(NOT_SHARED);
    await expect(hostOfViewer(nobody, ALSO, ["force-stop"])).rejects.toMatchObject({
      result: { reason: "guest-role" },
    });
  });

  it("sends nothing once the right is over, and shows no more of what it did", async () => {
    await give(SHARED, "manage");
    const batch = await batchOf(askAs(guest, "restart", [SHARED]), guest);
    expect(batch.hosts[0]?.operation).toMatchObject({ kind: "restart" });
    await end();
    expect((await readBatch(guest, batch.id))?.hosts[0]?.operation).toBeNull();
    await simulator().control.clearJournal();
    const after = await batchOf(askAs(guest, "restart", [SHARED]), guest);
    expect(told(after)).toEqual({ [SHARED]: ["not-sent", "not-found"] });
    expect(await effects()).toEqual([]);
  });
});

describe("a guest's rescue", () => {
  beforeEach(() =>
    changeSettings({ rescueDisc: { id: "34", name: "Rescue system", fileName: "rescue.iso" } }, "Rosa"),
  );
  const carriedOut = async () => {
    const stop = startRescues();
    try {
      return await vi.waitFor(async () => {
        const view = await rescueViewOf(await hostOf(SHARED, ann));
        if (view?.progress === "going") throw new Error("it goes on");
        return view;
      }, PATIENCE);
    } finally {
      stop();
    }
  };
  const begin = async () =>
    beginRescue(await hostOf(SHARED), guest, { aim: "begin", formKey: crypto.randomUUID() });

  it("is a manager's, and names them in each step", async () => {
    await give(SHARED, "manage");
    await begin();
    expect(await carriedOut()).toMatchObject({ aim: "begin", progress: "done" });
    const rows = await database()
      .select()
      .from(operations)
      .where(and(eq(operations.vmId, SHARED), eq(operations.accountId, guest.accountId)))
      .orderBy(operations.startedAt);
    expect(rows.map(({ kind }) => kind)).toEqual(["mount-medium", "restart"]);
    for (const { params } of rows) expect(params).toHaveProperty("guest");
  });

  it("is refused to who may operate, and stops with the right", async () => {
    await give(SHARED, "operate");
    await expect(hostOfViewer(guest, SHARED, RESCUE_KINDS)).rejects.toMatchObject({
      result: { reason: "guest-role" },
    });
    await begin();
    await end();
    expect(await carriedOut()).toMatchObject({ progress: "stopped", reason: "not-found" });
    expect(await effects()).toEqual([]);
  });
});

describe("a guest's schedule", () => {
  async function schedule(kind: ScheduleKind, viewer = guest) {
    const wanted = { days: EVERY_DAY, minuteOfDay: 60, timeZone: "UTC", keep: null };
    const made = await createSchedule(await hostOf(OFF, viewer), viewer, kind, wanted, crypto.randomUUID());
    if (!made.ok) throw new Error(made.why);
    const [row] = await database().select().from(schedules).where(eq(schedules.accountId, viewer.accountId));
    await due(row?.id ?? "");
    return row?.id ?? "";
  }

  it.each(["a customer", "nobody's customer"])("runs in the name of a manager who is %s", async (who) => {
    if (who !== "a customer") {
      await database().update(accounts).set({ userId: null }).where(eq(accounts.id, guest.accountId));
      guest = { ...guest, userId: null };
    }
    await give(OFF, "manage");
    const id = await schedule("start");
    expect(await whileRunning(() => over(id))).toMatchObject({ outcome: "done" });
    const [row] = await database().select().from(operations).where(sql`params ->> 'schedule' = ${id}`);
    expect(row).toMatchObject({ accountId: guest.accountId, outcome: "done" });
    expect(row?.params).toHaveProperty("guest");
  });

  it("shows its owner whose it is, and lets another guest say nothing of it", async () => {
    const other = await someone("customer", "10003");
    await give(OFF, "manage");
    await give(OFF, "manage", other);
    await schedule("start");
    await schedule("stop", ann);
    const shown = async (viewer: Viewer) =>
      (await schedulesViewOf(await hostOf(OFF, viewer))).schedules.map(({ guest: by, mayEdit }) => [
        by,
        mayEdit,
      ]);
    expect(await shown(ann)).toEqual([
      [guest.displayName, true],
      [null, true],
    ]);
    expect(await shown(guest)).toEqual([
      [guest.displayName, true],
      [null, false],
    ]);
    expect(await shown(other)).toEqual([
      [null, false],
      [null, false],
    ]);
    expect(isOwnOf(await hostOf(OFF, other), { accountId: guest.accountId })).toBe(false);
  });

  it.each([
    ["is ended", end],
    ["allows less", () => database().update(guestRights).set({ role: "operate" })],
    [
      "is over",
      () =>
        database()
          .update(guestRights)
          .set({ until: new Date(0) }),
    ],
  ] as const)("does nothing once the right %s, and ends", async (_how, stop) => {
    await give(OFF, "manage");
    const id = await schedule("start");
    const owners = await schedule("stop", ann);
    await due(owners, -3_600_000);
    await stop();
    await whileRunning(() =>
      vi.waitFor(async () => expect((await scheduleRow(id))?.endCause).toBe("guest-ended"), PATIENCE),
    );
    await endForeignSchedules();
    expect((await scheduleRow(owners))?.endedAt).toBeNull();
    expect(await effects()).toEqual([]);
  });

  it("waits while PEOPLE is off, and is not ended by it", async () => {
    await give(OFF, "manage");
    const id = await schedule("start");
    Object.assign(config(), { people: false });
    expect(await whileRunning(() => over(id))).toMatchObject({ outcome: "not-run", reason: "no-host" });
    expect((await scheduleRow(id))?.endedAt).toBeNull();
    expect(await effects()).toEqual([]);
    Object.assign(config(), { people: true });
    await database().delete(scheduleRuns);
    await due(id);
    expect(await whileRunning(() => over(id))).toMatchObject({ outcome: "done" });
  });

  it("of snapshots asks for a second factor of the guest's own", async () => {
    await give(OFF, "manage");
    await expect(
      hostOfViewer({ ...guest, schedule: "s" }, OFF, ["schedules", "create-snapshot", "delete-snapshot"]),
    ).rejects.toMatchObject({ result: { reason: "guest-factor" } });
    expect(
      await hostOfViewer({ ...guest, schedule: "s" }, OFF, ["schedules", "create-snapshot"]),
    ).toBeTruthy();
    const owned = await hostOf(OFF);
    await end();
    const input = { note: "" };
    const result = await HOST_COMMANDS["create-snapshot"].run(owned, input, crypto.randomUUID(), guest);
    expect(result.ok).toBe(false);
    expect(await effects()).toEqual([]);
  });
});
