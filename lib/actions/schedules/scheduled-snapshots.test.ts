import { eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { setProtection } from "@/lib/hosts/protection/protection";
import { changeSchedule, pauseSchedule, resumeSchedule } from "@/lib/hosts/schedules/schedules";
import { saveNote } from "@/lib/hosts/snapshots/snapshot-notes";
import { endedAtLimit } from "@/lib/hosts/testing/on-simulator";
import { due, over, PATIENCE, scheduleRow, told, useSchedules, whileRunning } from "../testing/on-schedule";

const { simulator, hostOf, schedule, quota, carryOut, sent, effects } = useSchedules();

/** It has no snapshots, and none in its plan until a test says otherwise. */
const EMPTY = "104";
const snapshotsOf = async (vmId: string) =>
  (await simulator().control.backups(vmId)).filter((one) => one.backuptype === "1").map(({ name }) => name);

describe("scheduled snapshots", () => {
  it("are made into free room, and only the schedule's own older ones go, after the new one is there", async () => {
    await quota(EMPTY, 5);
    await simulator().control.addBackup({ vmid: EMPTY, name: "by-hand", backuptype: "1", status: "1" });
    const id = await schedule(EMPTY, "create-snapshot", { keep: 2 });
    const names: string[][] = [];
    for (let n = 1; n <= 4; n += 1) {
      if (n > 1) await due(id, 1_000 - n);
      expect(await carryOut(id, n)).toMatchObject({ outcome: "done" });
      names.push(await snapshotsOf(EMPTY));
    }
    expect(names.map((one) => one.length)).toEqual([2, 3, 3, 3]);
    expect(names.every((one) => one.includes("by-hand"))).toBe(true);
    const made = (await effects()).filter(({ kind }) => kind === "create-snapshot");
    expect(made).toHaveLength(4);
    expect(await snapshotsOf(EMPTY)).toEqual(["by-hand", ...made.slice(-2).map(({ detail }) => detail.name)]);
    expect(await told()).toEqual([]);
  });

  it("rotate on a protected host as well: what they made themselves is the one exemption", async () => {
    await quota(EMPTY, 5);
    await simulator().control.addBackup({ vmid: EMPTY, name: "by-hand", backuptype: "1", status: "1" });
    expect(await setProtection(await hostOf(EMPTY), true)).toBe(true);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 1 });
    for (let n = 1; n <= 2; n += 1) {
      if (n > 1) await due(id, 1_000 - n);
      expect(await carryOut(id, n)).toMatchObject({ outcome: "done" });
    }
    expect((await effects()).filter(({ kind }) => kind === "delete-snapshot")).toHaveLength(1);
    expect(await snapshotsOf(EMPTY)).toContain("by-hand");
    await setProtection(await hostOf(EMPTY), false);
  });

  it("delete one a run on a protected host, whoever takes the place that it made", async () => {
    await quota(EMPTY, 5);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 2 });
    await carryOut(id);
    await due(id, 999);
    await carryOut(id, 2);
    const own = await snapshotsOf(EMPTY);
    const byHand = (name: string) =>
      simulator().control.addBackup({ vmid: EMPTY, name, backuptype: "1", status: "1" });
    await byHand("by-hand");
    await quota(EMPTY, 3);
    const host = await hostOf(EMPTY);
    await setProtection(host, true);
    await due(id, 998);
    const deletion = async (outcome: string) => {
      const [row] = await database()
        .select()
        .from(operations)
        .where(sql`params ->> 'schedule' = ${id} and kind = 'delete-snapshot' and outcome = ${outcome}`);
      if (!row) throw new Error(`no deletion is ${outcome}`);
    };
    await whileRunning(() => vi.waitFor(() => deletion("open"), { timeout: 20_000, interval: 5 }));
    await vi.waitFor(() => deletion("done"), PATIENCE);
    await byHand("thief");
    expect(await carryOut(id, 3)).toMatchObject({ outcome: "failed", reason: "no-room" });
    expect(await snapshotsOf(EMPTY)).toEqual([own[1], "by-hand", "thief"]);
    await setProtection(host, false);
  });

  it("keep when and how many while the host is protected; more may be kept, and they may be paused and removed", async () => {
    const host = await hostOf(EMPTY);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 2 });
    const before = await scheduleRow(id);
    if (!before) throw new Error("no schedule");
    const { days, minuteOfDay, timeZone } = before;
    const same = { days, minuteOfDay, timeZone, keep: 2 };
    await setProtection(host, true);
    for (const other of [
      { days: [1] },
      { minuteOfDay: (minuteOfDay + 1) % 1440 },
      { timeZone: "Asia/Shanghai" },
      { keep: 1 },
    ]) {
      expect(await changeSchedule(host, id, { ...same, ...other }), JSON.stringify(other)).toBe("protected");
    }
    expect(await scheduleRow(id)).toEqual(before);
    expect(await changeSchedule(host, id, { ...same, keep: 3 })).toBe("done");
    expect(await pauseSchedule(host, id)).toBe(true);
    expect(await resumeSchedule(host, id)).toBe(true);
    const stop = await schedule(EMPTY, "stop");
    expect(await changeSchedule(host, stop, { ...same, minuteOfDay: 1, keep: null })).toBe("done");
    await setProtection(host, false);
    expect(await changeSchedule(host, id, { ...same, minuteOfDay: 1 })).toBe("done");
  });

  it("make room first where all is used, and are created once the deletion is done", async () => {
    await quota(EMPTY, 2);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 2 });
    for (let n = 1; n <= 3; n += 1) {
      if (n > 1) await due(id, 1_000 - n);
      expect(await carryOut(id, n)).toMatchObject({ outcome: "done" });
    }
    expect((await effects()).map(({ kind }) => kind)).toEqual([
      "create-snapshot",
      "create-snapshot",
      "delete-snapshot",
      "create-snapshot",
    ]);
    const rows = await database()
      .select()
      .from(operations)
      .where(eq(operations.vmId, EMPTY))
      .orderBy(operations.startedAt);
    const [deletion, creation] = rows.slice(-2);
    expect(deletion?.kind).toBe("delete-snapshot");
    expect(creation?.startedAt.getTime()).toBeGreaterThanOrEqual(deletion?.endedAt?.getTime() ?? Number.NaN);
  });

  it("delete none that a person made, and say that there is no room", async () => {
    await quota(EMPTY, 2);
    for (const name of ["one", "two"]) {
      await simulator().control.addBackup({ vmid: EMPTY, name, backuptype: "1", status: "1" });
    }
    const id = await schedule(EMPTY, "create-snapshot");
    expect(await carryOut(id)).toMatchObject({ outcome: "failed", reason: "no-room" });
    expect(await told()).toEqual([["schedule-failed", "no-room"]]);
    expect(await snapshotsOf(EMPTY)).toEqual(["one", "two"]);
  });

  it("delete none with a note, nor with a quota of one", async () => {
    await quota(EMPTY, 2);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 1 });
    await carryOut(id);
    const [first = ""] = await snapshotsOf(EMPTY);
    await saveNote((await hostOf(EMPTY)).tenancyId, first, "before the move");
    await due(id, 999);
    expect(await carryOut(id, 2)).toMatchObject({ outcome: "done" });
    expect(await snapshotsOf(EMPTY)).toContain(first);
    expect(await snapshotsOf(EMPTY)).toHaveLength(2);
    await quota(EMPTY, 1);
    await due(id, 998);
    expect(await carryOut(id, 3)).toMatchObject({ outcome: "failed", reason: "quota-too-small" });
    expect(await sent("vm_snapshot", "del")).toEqual([]);
  });

  it("count a snapshot under a name that a person made again as theirs", async () => {
    await quota(EMPTY, 3);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 1 });
    const { mainOperationId } = await carryOut(id);
    const [made] = await database()
      .select()
      .from(operations)
      .where(eq(operations.id, mainOperationId ?? ""));
    if (!made) throw new Error("no operation");
    await database()
      .insert(operations)
      .values({
        ...made,
        id: undefined,
        formKey: crypto.randomUUID(),
        startedAt: new Date(),
        params: { snapshotName: (made.params as { snapshotName: string }).snapshotName },
      });
    await due(id, 999);
    expect(await carryOut(id, 2)).toMatchObject({ outcome: "done" });
    expect(await sent("vm_snapshot", "del")).toEqual([]);
  });

  it("are not created where the deletion before is unconfirmed, and the schedule waits for a person", async () => {
    await quota(EMPTY, 2);
    const id = await schedule(EMPTY, "create-snapshot", { keep: 2 });
    await carryOut(id);
    await due(id, 999);
    await carryOut(id, 2);
    await simulator().control.clearJournal();
    await simulator().control.addFault({
      kind: "nothing-happened",
      match: { action: "vm_snapshot", params: { subvaction: "del" } },
    });
    await due(id, 998);
    await whileRunning(async () => {
      const operation = await vi.waitFor(async () => {
        const [row] = await database()
          .select()
          .from(operations)
          .where(sql`params ->> 'schedule' = ${id} and kind = 'delete-snapshot' and sent_at is not null`);
        if (!row) throw new Error("not sent yet");
        return row;
      }, PATIENCE);
      await endedAtLimit({ operation });
      expect(await over(id, 3)).toMatchObject({ outcome: "unconfirmed", reason: "deletion" });
    });
    expect(await scheduleRow(id)).toMatchObject({ pauseCause: "unconfirmed" });
    expect(await sent("vm_snapshot", "create")).toEqual([]);
    expect(await told()).toEqual([["schedule-failed", "unconfirmed"]]);
  });
});
