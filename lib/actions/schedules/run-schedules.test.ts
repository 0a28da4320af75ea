import { eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { database } from "@/lib/db/connection";
import { notifications } from "@/lib/db/notification-schema";
import { scheduleRuns } from "@/lib/db/schedule-schema";
import { accounts, operations } from "@/lib/db/schema";
import { HOST_COMMANDS } from "@/lib/hosts/commands";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { openHost } from "@/lib/hosts/owned-host";
import { EVERY_DAY } from "@/lib/hosts/schedules/calendar";
import { keyOfStep } from "@/lib/hosts/schedules/runs";
import {
  createSchedule,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  schedulesViewOf,
} from "@/lib/hosts/schedules/schedules";
import { endedAtLimit } from "@/lib/hosts/testing/on-simulator";
import { parseUserId } from "@/lib/rstack/ids";
import {
  due,
  over,
  PATIENCE,
  runsOf,
  scheduleRow,
  told,
  useSchedules,
  whileRunning,
} from "../testing/on-schedule";

const { simulator, ann, hostOf, schedule, carryOut, sent, effects } = useSchedules();

const [RUNNING, OTHER, OFF, LOCKED] = ["101", "102", "109", "110"];
/** Of a customer, in RStack. */
const DISABLED = "1";

describe("a power schedule", () => {
  it("is carried out as its customer's, once, and shown with its result and the next time", async () => {
    const id = await schedule(OFF, "start");
    expect(await carryOut(id)).toMatchObject({ outcome: "done", reason: null });
    expect(await sent("vm_start")).toHaveLength(1);
    const [row] = await database().select().from(operations).where(eq(operations.vmId, OFF));
    expect(row).toMatchObject({
      kind: "start",
      outcome: "done",
      accountId: ann().accountId,
      params: { schedule: id },
    });
    const { schedules: shown } = await schedulesViewOf(await hostOf(OFF));
    expect(shown).toMatchObject([{ id, paused: null, current: null, last: { outcome: "done" } }]);
    expect(Date.parse(shown[0]?.nextAt ?? "")).toBeGreaterThan(Date.now());
    expect(await told()).toEqual([]);
  });

  it("has nothing to do where the host is so already, and tells nobody", async () => {
    const id = await schedule(RUNNING, "start");
    expect(await carryOut(id)).toMatchObject({ outcome: "nothing-to-do", reason: "already-running" });
    expect(await sent("vm_start")).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it("fails with the reason where the host may not be used, and tells it", async () => {
    const id = await schedule(LOCKED, "start");
    expect(await carryOut(id)).toMatchObject({ outcome: "failed", reason: "locked" });
    expect(await told()).toEqual([["schedule-failed", "blocked"]]);
  });

  it("waits for a busy host, and goes on when it is free", async () => {
    await simulator().control.setClock({ speed: 0 });
    const first = await HOST_COMMANDS["create-snapshot"].run(
      await hostOf(RUNNING),
      { note: "" },
      "a-key-of-one",
      ann(),
    );
    const id = await schedule(RUNNING, "stop");
    await whileRunning(async () => {
      await vi.waitFor(async () => {
        const [run] = await runsOf(id);
        expect(run?.lookAt.getTime()).toBeGreaterThan(Date.now() + 5_000);
      }, PATIENCE);
      expect(await sent("vm_stop")).toEqual([]);
      await simulator().control.setClock({ speed: 1_000 });
      await vi.waitFor(async () => {
        const [row] = await database()
          .select()
          .from(operations)
          .where(eq(operations.id, first.operation?.id ?? ""));
        expect(row?.outcome).toBe("done");
      }, PATIENCE);
      await database().update(scheduleRuns).set({ lookAt: sql`now()` });
      expect(await over(id)).toMatchObject({ outcome: "done" });
    });
    expect(await sent("vm_stop")).toHaveLength(1);
  });

  it("is paused by an unconfirmed run, and tells it; nothing is due until it is resumed", async () => {
    await simulator().control.addFault({ kind: "nothing-happened", match: { action: "vm_start" } });
    const id = await schedule(OFF, "start");
    const run = await whileRunning(async () => {
      const [operation] = await vi.waitFor(async () => {
        const rows = await database()
          .select()
          .from(operations)
          .where(sql`params ->> 'schedule' = ${id} and sent_at is not null`);
        expect(rows).toHaveLength(1);
        return rows;
      }, PATIENCE);
      await endedAtLimit({ operation: { id: operation?.id ?? "" } });
      return over(id);
    });
    expect(run).toMatchObject({ outcome: "unconfirmed" });
    expect(await scheduleRow(id)).toMatchObject({ pauseCause: "unconfirmed" });
    expect(await told()).toEqual([["schedule-failed", "unconfirmed"]]);
    await due(id);
    await whileRunning(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
    expect(await runsOf(id)).toHaveLength(1);
    expect(await resumeSchedule(await hostOf(OFF), id)).toBe(true);
    expect((await scheduleRow(id))?.nextAt.getTime()).toBeGreaterThan(Date.now());
  });

  it("is tried again within its time where nothing could be sent", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_state" }, count: 3 });
    const id = await schedule(OFF, "start");
    await whileRunning(async () => {
      await vi.waitFor(async () => expect((await runsOf(id))[0]?.step).toBeGreaterThan(0), PATIENCE);
      expect((await runsOf(id))[0]?.begunAt).toBeNull();
      await simulator().control.removeFaults();
      await vi.waitFor(async () => {
        await database().update(scheduleRuns).set({ lookAt: sql`now()` });
        expect((await runsOf(id))[0]?.outcome).toBe("done");
      }, PATIENCE);
    });
    expect(await sent("vm_start")).toHaveLength(1);
  });
});

describe("a schedule that nobody looked after", () => {
  it("is said to be missed after 60 minutes, and isn't made up for", async () => {
    const id = await schedule(OFF, "start", { agoMs: 61 * 60_000 });
    expect(await carryOut(id)).toMatchObject({ outcome: "missed", operationId: null });
    expect(await sent("vm_start")).toEqual([]);
    expect(await told()).toEqual([["schedule-failed", "missed"]]);
  });

  it("is done late before that", async () => {
    const id = await schedule(OFF, "start", { agoMs: 55 * 60_000 });
    expect(await carryOut(id)).toMatchObject({ outcome: "done" });
  });

  it("is said to be missed where its host was busy all the time", async () => {
    const id = await schedule(OFF, "start");
    await whileRunning(async () => {
      await vi.waitFor(async () => expect(await runsOf(id)).toHaveLength(1), PATIENCE);
    });
    await database().delete(scheduleRuns);
    await database()
      .insert(scheduleRuns)
      .values({ scheduleId: id, dueAt: new Date(Date.now() - 61 * 60_000) });
    expect(await carryOut(id)).toMatchObject({ outcome: "missed" });
  });

  it("has a row for each time of days that nobody saw, and is told of once", async () => {
    const id = await schedule(OFF, "start", { agoMs: 3 * 86_400_000 + 60 * 60_000 });
    await whileRunning(() =>
      vi.waitFor(async () => expect((await runsOf(id)).length).toBeGreaterThan(2), PATIENCE),
    );
    const runs = await runsOf(id);
    expect(runs.filter(({ outcome }) => outcome === "missed").length).toBeGreaterThanOrEqual(3);
    expect(new Set(runs.map(({ dueAt }) => dueAt.getTime())).size).toBe(runs.length);
    expect((await told()).filter(([, reason]) => reason === "missed")).toHaveLength(1);
  });
});

describe("whose schedule it is", () => {
  it("ends with a change of owner: nothing is sent, and the next owner sees none of it", async () => {
    const id = await schedule(OFF, "start");
    await simulator().control.setHost(OFF, { userid: "10002" });
    await whileRunning(() =>
      vi.waitFor(async () => expect((await scheduleRow(id))?.endedAt).not.toBeNull(), PATIENCE),
    );
    expect(await scheduleRow(id)).toMatchObject({ endCause: "owner-changed" });
    // Its owner of then, who would wait for it in vain.
    expect(await told()).toEqual([["schedule-failed", "owner-changed"]]);
    expect(await effects()).toEqual([]);
    const other = parseUserId("10002");
    await (other && syncOwner(other, "command"));
    const owned = await openHost({ ...ann(), userId: other, sessionId: crypto.randomUUID() }, OFF);
    expect(owned).not.toBeNull();
    expect(owned && (await schedulesViewOf(owned)).schedules).toEqual([]);
  });

  it("does nothing while its account is disabled in the panel", async () => {
    const id = await schedule(OFF, "start");
    await database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, ann().accountId));
    expect(await carryOut(id)).toMatchObject({ outcome: "not-run", reason: "account-out" });
    expect(await effects()).toEqual([]);
    expect((await scheduleRow(id))?.endedAt).toBeNull();
  });

  it("asks RStack whether its customer may be in, and does nothing while they are disabled there", async () => {
    const id = await schedule(OFF, "start");
    await database().update(accounts).set({ rstackStatusAt: null }).where(eq(accounts.id, ann().accountId));
    await simulator().control.setUser("10001", { status: DISABLED });
    expect(await carryOut(id)).toMatchObject({ outcome: "not-run", reason: "account-out" });
    expect(await effects()).toEqual([]);
    expect((await scheduleRow(id))?.endedAt).toBeNull();
  });

  it.each([
    ["is no longer the customer's", { formerAt: new Date() }],
    ["has another customer's number", { userId: "10002" }],
  ])("does nothing where its account %s", async (_how, change) => {
    const id = await schedule(OFF, "start");
    await database().update(accounts).set(change).where(eq(accounts.id, ann().accountId));
    expect(await carryOut(id)).toMatchObject({ outcome: "not-run" });
    expect(await effects()).toEqual([]);
  });

  it("ends with its account, and tells the customer's others", async () => {
    const id = await schedule(OFF, "start");
    const other = await createAccount({ username: crypto.randomUUID(), role: "customer", userId: "10001" });
    await database().delete(accounts).where(eq(accounts.id, ann().accountId));
    expect(await carryOut(id)).toMatchObject({ outcome: "not-run", reason: "account-gone" });
    await vi.waitFor(
      async () => expect(await scheduleRow(id)).toMatchObject({ endCause: "account-gone" }),
      PATIENCE,
    );
    expect(await told()).toEqual([["schedule-failed", "account-gone"]]);
    const ids = (await database().select().from(notifications)).map(({ accountId }) => accountId);
    expect(ids).toContain(other.ok && other.accountId);
  });

  it("is refused beyond the number that a host may have, and is one when its form comes twice", async () => {
    const owned = await hostOf(OFF);
    const wanted = { days: EVERY_DAY, minuteOfDay: 60, timeZone: "UTC", keep: null };
    const formKey = crypto.randomUUID();
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => createSchedule(owned, ann(), "stop", wanted, formKey)),
    );
    expect(asked.every(({ ok }) => ok)).toBe(true);
    expect((await schedulesViewOf(owned)).schedules).toHaveLength(1);
    const more = await Promise.all(
      Array.from({ length: 8 }, () => createSchedule(owned, ann(), "stop", wanted, crypto.randomUUID())),
    );
    expect(more.filter(({ ok }) => ok)).toHaveLength(4);
    expect(more.find(({ ok }) => !ok)).toEqual({ ok: false, why: "schedule-limit" });
  });

  it("is dropped with what it has waiting once it is paused or removed", async () => {
    for (const end of [pauseSchedule, removeSchedule]) {
      const id = await schedule(OFF, "start");
      await database().insert(scheduleRuns).values({ scheduleId: id, dueAt: new Date() });
      await due(id, -3_600_000);
      expect(await end(await hostOf(OFF), id)).toBe(true);
      expect((await runsOf(id))[0]).toMatchObject({ outcome: "not-run" });
    }
    await whileRunning(() => new Promise((resolve) => setTimeout(resolve, 1_200)));
    expect(await effects()).toEqual([]);
  });
});

describe("several instances", () => {
  it("carry each run out once", async () => {
    const hosts = [RUNNING, OTHER, "103", "105"];
    const ids: string[] = [];
    for (const vmId of hosts) ids.push(await schedule(vmId, "stop"));
    await whileRunning(() => Promise.all(ids.map((id) => over(id))), 3);
    for (const id of ids) expect(await runsOf(id)).toMatchObject([{ outcome: "done" }]);
    expect((await sent("vm_stop")).map(({ params }) => params.vmid).sort()).toEqual(hosts.toSorted());
  });

  it("go on with what one of them sent and could not note before it died", async () => {
    const id = await schedule(OFF, "start");
    const dueAt = new Date();
    const [run] = await database()
      .insert(scheduleRuns)
      .values({
        scheduleId: id,
        dueAt,
        claimedBy: "a dead one",
        claimedUntil: sql`now() - interval '1 second'`,
      })
      .returning();
    await due(id, -3_600_000);
    if (!run) throw new Error("no run");
    const acting = { ...ann(), sessionId: id, schedule: id };
    await HOST_COMMANDS.start.run(await hostOf(OFF), {}, keyOfStep({ run }), acting);
    expect(await carryOut(id)).toMatchObject({ outcome: "done" });
    expect(await sent("vm_start")).toHaveLength(1);
  });
});
