import "server-only";
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../accounts/sessions/viewer";
import { accountToActFor } from "../../accounts/status/acting-customer";
import { config } from "../../config";
import { database } from "../../db/connection";
import { ADVISORY_LOCKS } from "../../db/locks";
import { scheduleRuns, schedules } from "../../db/schedule-schema";
import { accounts, operations } from "../../db/schema";
import { OPERATION_KINDS } from "../../operations/command-rules";
import { hashOf } from "../../operations/form-key";
import { RELEASED } from "../../operations/leases";
import type { ScheduleKind } from "../../operations/schedule-kinds";
import type { OwnedHost } from "../owned-host";
import { whileUnprotected } from "../protection/protection";
import { clockOf, nextTime } from "./calendar";
import type { WantedSchedule } from "./read-schedule";
import type { RunView, ScheduleProblem, SchedulesView, ScheduleView } from "./schedule-view";

type ScheduleRow = typeof schedules.$inferSelect;

/** What may be changed: those of this tenancy that have not ended. */
const ofHost = ({ tenancyId }: OwnedHost, id?: string) =>
  and(
    eq(schedules.tenancyId, tenancyId),
    isNull(schedules.endedAt),
    id === undefined ? undefined : eq(schedules.id, id),
  );

/** `accountId`: in whose name it acts, where it is a new one. The same form sent twice is the same schedule. The limit counts in the database, one beginning of a host at a time. */
export async function createSchedule(
  owned: OwnedHost,
  viewer: Viewer,
  kind: ScheduleKind,
  wanted: WantedSchedule,
  formKey: string,
): Promise<{ ok: true; accountId: string | null } | { ok: false; why: ScheduleProblem }> {
  const { vmId, tenancyId, owner } = owned;
  const accountId = viewer.view && owner ? await accountToActFor(owner) : viewer.accountId;
  if (accountId === null) {
    return { ok: false, why: "no-account" };
  }
  const key = hashOf([viewer.accountId, tenancyId, "schedule", formKey]);
  return database().transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.schedulesOf}, hashtext(${tenancyId}))`,
    );
    const [same] = await tx.select({ id: schedules.id }).from(schedules).where(eq(schedules.formKey, key));
    if (same) {
      return { ok: true, accountId: null };
    }
    const [there] = await tx.select({ n: count() }).from(schedules).where(ofHost(owned));
    if ((there?.n ?? 0) >= config().schedulesPerHost) {
      return { ok: false, why: "schedule-limit" };
    }
    await tx.insert(schedules).values({
      ...valuesOf(wanted),
      tenancyId,
      vmId,
      formKey: key,
      kind,
      accountId,
      language: viewer.locale ?? "en",
    });
    return { ok: true, accountId };
  });
}

const valuesOf = (wanted: WantedSchedule) => ({
  days: [...wanted.days],
  minuteOfDay: wanted.minuteOfDay,
  timeZone: wanted.timeZone,
  keep: wanted.keep,
  nextAt: nextTime(wanted, new Date()),
});

/** Whether whoever has the host may say what it does and when: a guest of their own alone. */
export const isOwnOf = ({ guest }: OwnedHost, { accountId }: Pick<ScheduleRow, "accountId">): boolean =>
  guest === null || guest.accountId === accountId;

/** Null where there is none of this host's. */
export async function scheduleOf(owned: OwnedHost, id: string): Promise<ScheduleRow | null> {
  const [row] = await database().select().from(schedules).where(ofHost(owned, id));
  return row ?? null;
}

/**
 * Times that were due before are not made up for. While the host is protected, one of snapshots keeps no fewer than before
 * and runs when it did: its next run would delete the others, or one more run the last of before.
 */
export async function changeSchedule(
  owned: OwnedHost,
  id: string,
  wanted: WantedSchedule,
): Promise<"done" | "protected" | "not-found"> {
  const values = valuesOf(wanted);
  const { days, minuteOfDay, timeZone } = values;
  const isSameTime = and(
    eq(schedules.days, days),
    eq(schedules.minuteOfDay, minuteOfDay),
    eq(schedules.timeZone, timeZone),
  );
  const keepsThem = sql`(${schedules.keep} is null or (${schedules.keep} <= ${wanted.keep ?? 0} and ${isSameTime})
    or ${whileUnprotected(schedules.tenancyId)})`;
  if (await update(and(ofHost(owned, id), keepsThem), values)) {
    return "done";
  }
  return (await scheduleOf(owned, id)) ? "protected" : "not-found";
}

/** A run that has begun goes on. */
export async function pauseSchedule(owned: OwnedHost, id: string): Promise<boolean> {
  const isPaused = await update(and(ofHost(owned, id), isNull(schedules.pausedAt)), {
    pausedAt: sql`now()`,
    pauseCause: "person",
  });
  if (isPaused) {
    await dropWaitingRuns(id);
  }
  return isPaused;
}

/** It goes on at the next time from now; what was due meanwhile was no run, and none is missed. */
export async function resumeSchedule(owned: OwnedHost, id: string): Promise<boolean> {
  const row = await scheduleOf(owned, id);
  // The provider alone knows whether the panel that a backup came from is off.
  return row !== null && row.pausedAt !== null && row.pauseCause !== "restored"
    ? update(ofHost(owned, id), { pausedAt: null, pauseCause: null, nextAt: nextTime(row, new Date()) })
    : false;
}

/** Its snapshots stay, and are nobody's but the customer's from now on. */
export async function removeSchedule(owned: OwnedHost, id: string): Promise<boolean> {
  const isRemoved = await update(ofHost(owned, id), { endedAt: sql`now()`, endCause: "person" });
  if (isRemoved) {
    await dropWaitingRuns(id);
  }
  return isRemoved;
}

type Values = Partial<{ [K in keyof ScheduleRow]: ScheduleRow[K] | SQL }>;

async function update(where: SQL | undefined, values: Values): Promise<boolean> {
  const changed = await database()
    .update(schedules)
    .set(values as Partial<ScheduleRow>)
    .where(where)
    .returning({ id: schedules.id });
  return changed.length > 0;
}

const dropWaitingRuns = (id: string) =>
  database()
    .update(scheduleRuns)
    .set({ endedAt: sql`now()`, outcome: "not-run", reason: "paused", ...RELEASED })
    .where(
      and(
        eq(scheduleRuns.scheduleId, id),
        isNull(scheduleRuns.endedAt),
        isNull(scheduleRuns.begunAt),
        isNull(scheduleRuns.operationId),
      ),
    );

/** What a host's page shows of its schedules. */
export async function schedulesViewOf(owned: OwnedHost): Promise<SchedulesView> {
  const rows = await database()
    .select({
      row: schedules,
      name: sql<string | null>`coalesce(${accounts.displayName}, ${accounts.username})`,
    })
    .from(schedules)
    .leftJoin(
      accounts,
      and(eq(accounts.id, schedules.accountId), sql`${accounts.userId} is distinct from ${owned.owner}`),
    )
    .where(ofHost(owned))
    .orderBy(asc(schedules.createdAt));
  const ids = rows.map(({ row }) => row.id);
  const [last, current] = ids.length > 0 ? await Promise.all([lastRuns(ids), currentRuns(ids)]) : [[], []];
  return {
    limit: config().schedulesPerHost,
    schedules: rows.map(({ row, name }) => {
      const mayEdit = isOwnOf(owned, row);
      return { ...viewOf(row, last, current), guest: mayEdit ? name : null, mayEdit };
    }),
  };
}

/** With the operation that did the work: a refusal can turn out to be none afterwards. */
const lastRuns = (ids: string[]) =>
  database()
    .selectDistinctOn([scheduleRuns.scheduleId], { run: scheduleRuns, main: operations.outcome })
    .from(scheduleRuns)
    .leftJoin(operations, eq(operations.id, scheduleRuns.mainOperationId))
    .where(and(inArray(scheduleRuns.scheduleId, ids), isNotNull(scheduleRuns.endedAt)))
    .orderBy(scheduleRuns.scheduleId, desc(scheduleRuns.dueAt));

const currentRuns = (ids: string[]) =>
  database()
    .select({ run: scheduleRuns, doing: operations.kind })
    .from(scheduleRuns)
    .leftJoin(operations, eq(operations.id, scheduleRuns.operationId))
    .where(and(inArray(scheduleRuns.scheduleId, ids), isNull(scheduleRuns.endedAt)));

function viewOf(
  row: ScheduleRow,
  last: Awaited<ReturnType<typeof lastRuns>>,
  current: Awaited<ReturnType<typeof currentRuns>>,
): Omit<ScheduleView, "guest" | "mayEdit"> {
  const over = last.find(({ run }) => run.scheduleId === row.id);
  const now = current.find(({ run }) => run.scheduleId === row.id);
  return {
    id: row.id,
    kind: row.kind,
    days: row.days,
    clock: clockOf(row.minuteOfDay),
    timeZone: row.timeZone,
    keep: row.keep,
    nextAt: row.pausedAt ? null : row.nextAt.toISOString(),
    paused: row.pausedAt ? (row.pauseCause ?? "person") : null,
    current: now
      ? {
          dueAt: now.run.dueAt.toISOString(),
          begun: now.run.begunAt !== null,
          doing: OPERATION_KINDS.find((kind) => kind === now.doing) ?? null,
        }
      : null,
    last: over ? runViewOf(over) : null,
  };
}

function runViewOf({ run, main }: Awaited<ReturnType<typeof lastRuns>>[number]): RunView {
  const wasDoneAfterAll = run.outcome === "failed" && run.reason === "refused" && main === "done";
  return {
    dueAt: run.dueAt.toISOString(),
    outcome: wasDoneAfterAll ? "done" : (run.outcome ?? "not-run"),
    reason: wasDoneAfterAll ? null : run.reason,
  };
}
