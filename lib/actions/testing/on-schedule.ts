import { desc, eq, sql } from "drizzle-orm";
import { beforeEach, vi } from "vitest";
import type { Viewer } from "../../accounts/sessions/viewer";
import { newAccount } from "../../accounts/testing/new-account";
import { database } from "../../db/connection";
import { notifications } from "../../db/notification-schema";
import { scheduleRuns, schedules } from "../../db/schedule-schema";
import { syncOwner } from "../../hosts/mirror/sync-owner";
import { type OwnedHost, openHost } from "../../hosts/owned-host";
import { EVERY_DAY } from "../../hosts/schedules/calendar";
import { createSchedule } from "../../hosts/schedules/schedules";
import { useSimulatedHosts } from "../../hosts/testing/on-simulator";
import type { ScheduleKind } from "../../operations/schedule-kinds";
import { parseUserId } from "../../rstack/ids";
import { startSchedules } from "../schedules/run-schedules";

export const PATIENCE = { timeout: 25_000, interval: 100 };

/** For tests of schedules: the demo fleet, a customer's account, and runners that are started by hand. */
export function useSchedules() {
  const { simulator } = useSimulatedHosts({ MIRROR_CONFIRM_SECONDS: "1", STATUS_CHECK_SECONDS: "1" });
  let ann: Viewer;

  beforeEach(async () => {
    await database().delete(schedules);
    await database().delete(notifications);
    const accountId = await newAccount("customer");
    ann = {
      accountId,
      sessionId: crypto.randomUUID(),
      role: "customer",
      username: "ann",
      displayName: "Ann",
      userId: parseUserId("10001"),
      locale: "en",
      theme: "system",
      timeZone: null,
      view: null,
    };
    await sync();
    await simulator().control.clearJournal();
  });

  async function sync() {
    const owner = parseUserId("10001");
    await (owner && syncOwner(owner, "command"));
  }
  async function hostOf(vmId: string): Promise<OwnedHost> {
    const owned = await openHost(ann, vmId);
    if (!owned) throw new Error(`${vmId} is not theirs`);
    return owned;
  }
  /** A daily schedule of that host, due `agoMs` ago. Returns its id. */
  async function schedule(
    vmId: string,
    kind: ScheduleKind,
    { keep = 2, agoMs = 1_000 } = {},
  ): Promise<string> {
    const isSnapshot = kind === "create-snapshot";
    // Far from now on either side, so that no time of its own falls due beside the one that is set.
    const minuteOfDay = (Math.floor(Date.now() / 60_000) + 720) % 1440;
    const wanted = { days: EVERY_DAY, minuteOfDay, timeZone: "UTC", keep: isSnapshot ? keep : null };
    const made = await createSchedule(await hostOf(vmId), ann, kind, wanted, crypto.randomUUID());
    if (!made.ok) throw new Error(made.why);
    const [row] = await database().select().from(schedules).orderBy(desc(schedules.createdAt)).limit(1);
    await due(row?.id ?? "", agoMs);
    return row?.id ?? "";
  }
  const quota = async (vmId: string, backupSnapshot: number) => {
    await simulator().control.setHost(vmId, { backupSnapshot });
    await sync();
  };
  const carryOut = (id: string, n = 1) => whileRunning(() => over(id, n));
  const sent = async (action: string, subvaction?: string) =>
    (await simulator().control.journal({ action })).calls.filter(
      ({ params }) => subvaction === undefined || params.subvaction === subvaction,
    );
  const effects = async () => (await simulator().control.journal()).effects;
  return { simulator, ann: () => ann, hostOf, schedule, quota, carryOut, sent, effects };
}

export const due = (id: string, agoMs = 1_000) =>
  database()
    .update(schedules)
    .set({ nextAt: sql`now() - ${agoMs} * interval '1 millisecond'` })
    .where(eq(schedules.id, id));

export const runsOf = (id: string) =>
  database().select().from(scheduleRuns).where(eq(scheduleRuns.scheduleId, id)).orderBy(scheduleRuns.dueAt);
export const scheduleRow = async (id: string) =>
  (await database().select().from(schedules).where(eq(schedules.id, id)))[0];

/** Its newest run once that is over and there are `n`. */
export const over = (id: string, n = 1) =>
  vi.waitFor(async () => {
    const runs = await runsOf(id);
    const last = runs.at(-1);
    if (runs.length < n || !last?.endedAt) throw new Error("it goes on");
    return last;
  }, PATIENCE);

export async function whileRunning<T>(work: () => Promise<T>, instances = 1): Promise<T> {
  const stops = Array.from({ length: instances }, () => startSchedules());
  try {
    return await work();
  } finally {
    for (const stop of stops) stop();
  }
}

/** What was told, once for each event: every account of the customer hears of it. */
export const told = async () =>
  (await database().selectDistinctOn([notifications.eventKey]).from(notifications)).map(({ kind, data }) => [
    kind,
    (data as { reason: string }).reason,
  ]);
