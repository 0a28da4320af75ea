import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull, not, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { wasGuests } from "../../accounts/guests/guest-rights";
import { database } from "../../db/connection";
import { scheduleRuns, schedules } from "../../db/schedule-schema";
import { operations } from "../../db/schema";
import { formKeyOf } from "../../operations/form-key";
import { instanceId } from "../../operations/instance";
import { heldIn, inMs, LEASE_MS, RELEASED, renewIn } from "../../operations/leases";
import type { OperationRow } from "../../operations/operation-row";
import { makesSnapshots } from "../../operations/schedule-kinds";
import { deleteSnapshot } from "../snapshots/snapshot-commands";
import { timesUntil } from "./calendar";
import type { RunOutcome } from "./schedule-view";
import { tellOfEnd, tellOfRun } from "./tell-of-run";

/** What has not begun so long after its time is said to be missed, and isn't done late. */
export const BEGIN_WITHIN_MS = 60 * 60_000;

/** At a time: a thousand due at the same minute are some of these. */
const DUE_AT_ONCE = 250;

export interface RunTurn {
  run: typeof scheduleRuns.$inferSelect;
  schedule: typeof schedules.$inferSelect;
  /** Its operation that ended since the last look. */
  operation: OperationRow | null;
  /** What it is for was done, and is seen to be. */
  isMade: boolean;
  /** It has not begun, and may not any more; by the database's clock. */
  isLate: boolean;
  /** It began, and takes too long by now to ask for more. */
  isOver: boolean;
}

/**
 * Makes a row for each time that came, whichever instance sees it first, and moves the schedules on. Times that nobody saw
 * for too long are missed at once. Returns how many schedules were due.
 */
export async function makeDueRuns(): Promise<number> {
  return database().transaction(async (tx) => {
    const due = await tx
      .select({ schedule: schedules, nowMs: sql`extract(epoch from now()) * 1000`.mapWith(Number) })
      .from(schedules)
      .where(and(isNull(schedules.endedAt), isNull(schedules.pausedAt), sql`${schedules.nextAt} <= now()`))
      .orderBy(asc(schedules.nextAt))
      .limit(DUE_AT_ONCE)
      .for("update", { skipLocked: true });
    for (const { schedule, nowMs } of due) {
      const now = new Date(nowMs);
      const { due: times, next } = timesUntil(schedule, schedule.nextAt, now);
      const rows = times.map((dueAt) => ({
        scheduleId: schedule.id,
        dueAt,
        ...(now.getTime() - dueAt.getTime() > BEGIN_WITHIN_MS
          ? { endedAt: now, outcome: "missed" as const }
          : {}),
      }));
      const made = await tx.insert(scheduleRuns).values(rows).onConflictDoNothing().returning();
      await tx.update(schedules).set({ nextAt: next }).where(eq(schedules.id, schedule.id));
      const missed = made.findLast(({ outcome }) => outcome === "missed");
      if (missed) {
        // Of several, while the panel was off for days, the last stands for all.
        await tellOfRun(tx, { schedule, run: missed }, "missed", null);
      }
    }
    return due.length;
  });
}

/**
 * A change of owner ends a host's schedules, and so does a guest's right that is over those that they made, with what they
 * had waiting; the owner, or who it was, is told.
 */
export async function endForeignSchedules(): Promise<void> {
  const isLeft = sql`exists (select 1 from tenancies t where t.id = ${schedules.tenancyId} and t.until is not null)`;
  await endWhere(isLeft, "owner-changed");
  const isOwners = sql`exists (select 1 from accounts a inner join tenancies t on t.owner = a.user_id
    where a.id = ${schedules.accountId} and t.id = ${schedules.tenancyId})`;
  await endWhere(and(not(isOwners), wasGuests(schedules.accountId, schedules.tenancyId)), "guest-ended");
}

async function endWhere(which: SQL | undefined, cause: "owner-changed" | "guest-ended"): Promise<void> {
  await database().transaction(async (tx) => {
    const ended = await tx
      .update(schedules)
      .set({ endedAt: sql`now()`, endCause: cause })
      .where(and(isNull(schedules.endedAt), which))
      .returning();
    if (ended.length === 0) {
      return;
    }
    const ids = ended.map(({ id }) => id);
    await tx
      .update(scheduleRuns)
      .set({
        endedAt: sql`now()`,
        outcome: "not-run",
        reason: cause,
        ...RELEASED,
      })
      .where(and(inArray(scheduleRuns.scheduleId, ids), isNull(scheduleRuns.endedAt)));
    for (const schedule of ended) {
      await tellOfEnd(tx, schedule, cause);
    }
  });
}

const Leased = z.object({ id: z.string() });

/**
 * Claims runs whose turn has come and that nobody holds, and skips those that another instance is claiming right now. The
 * ids are random, so that one customer's thousand don't stand before another's one of the same minute.
 */
export async function claimRuns(most: number): Promise<RunTurn[]> {
  const { rows } = await database().execute(sql`
    update schedule_runs set claimed_by = ${instanceId()}, claimed_until = ${inMs(LEASE_MS)}
    where id in (
      select r.id from schedule_runs r
      left join operations o on o.id = r.operation_id
      where r.ended_at is null and r.look_at <= now() and (r.claimed_until is null or r.claimed_until < now())
        and (o.id is null or o.outcome not in ('open', 'checking'))
      order by date_trunc('minute', r.due_at), r.id limit ${most} for update of r skip locked)
    returning id`);
  const ids = rows.map((row) => Leased.parse(row).id);
  if (ids.length === 0) {
    return [];
  }
  const after = (ms: number) => sql`${scheduleRuns.dueAt} + ${ms} * interval '1 millisecond' < now()`;
  return database()
    .select({
      run: scheduleRuns,
      schedule: schedules,
      operation: operations,
      isMade: sql<boolean>`exists (select 1 from operations m
        where m.id = ${scheduleRuns.mainOperationId} and m.outcome = 'done')`,
      isLate: sql<boolean>`${scheduleRuns.begunAt} is null and ${after(BEGIN_WITHIN_MS)}`,
      isOver: sql<boolean>`${after(2 * BEGIN_WITHIN_MS)}`,
    })
    .from(scheduleRuns)
    .innerJoin(schedules, eq(schedules.id, scheduleRuns.scheduleId))
    .leftJoin(operations, eq(operations.id, scheduleRuns.operationId))
    .where(inArray(scheduleRuns.id, ids));
}

const mine = (runId: string) => heldIn(scheduleRuns, runId);
export const renewRun = (runId: string) => renewIn(scheduleRuns, runId);

const keyOf = (runId: string, step: number): string => `${runId}-${step}`;

/** The key of the form that it sends at this step: whichever instance takes the step finds the operation of the first. */
export const keyOfStep = ({ run }: Pick<RunTurn, "run">): string => keyOf(run.id, run.step);

/** Whether a step of this run before sent a deletion. */
export async function hasDeleted({ run, schedule: { accountId, vmId } }: RunTurn): Promise<boolean> {
  const keys = Array.from({ length: run.step }, (_, step) =>
    formKeyOf({ accountId, vmId, kind: deleteSnapshot.kind, key: keyOf(run.id, step) }),
  );
  const sent = and(inArray(operations.formKey, keys), isNotNull(operations.sentAt));
  return keys.length > 0 && (await database().$count(operations, sent)) > 0;
}

/** What this very step asked for before, by an instance that died or was too slow. */
export async function operationOfStep(turn: RunTurn): Promise<OperationRow | null> {
  const { accountId, vmId, kind } = turn.schedule;
  const kinds = makesSnapshots(kind) ? [kind, deleteSnapshot.kind] : [kind];
  const keys = kinds.map((one) => formKeyOf({ accountId, vmId, kind: one, key: keyOfStep(turn) }));
  const [row] = await database().select().from(operations).where(inArray(operations.formKey, keys));
  return row ?? null;
}

/** What it asked for goes on, or ended: it is looked at once that is over. */
export async function noteOperation({ run, schedule }: RunTurn, operation: OperationRow): Promise<void> {
  await database()
    .update(scheduleRuns)
    .set({
      operationId: operation.id,
      ...(operation.kind === schedule.kind ? { mainOperationId: operation.id } : {}),
      ...(operation.sentAt ? { begunAt: sql`coalesce(begun_at, now())` } : {}),
      lookAt: sql`now()`,
      ...RELEASED,
    })
    .where(mine(run.id));
}

/** Its operation is over; the next step is its own. */
export async function takeNextStep({ run, operation }: RunTurn, pauseMs: number): Promise<void> {
  await database()
    .update(scheduleRuns)
    .set({
      operationId: null,
      step: run.step + 1,
      ...(operation?.sentAt ? { begunAt: sql`coalesce(begun_at, now())` } : {}),
      lookAt: inMs(pauseMs),
      ...RELEASED,
    })
    .where(and(mine(run.id), eq(scheduleRuns.step, run.step)));
}

/** The same step later. */
export async function waitWithRun({ run }: RunTurn, pauseMs: number): Promise<void> {
  await database()
    .update(scheduleRuns)
    .set({ lookAt: inMs(pauseMs), ...RELEASED })
    .where(mine(run.id));
}

/** Ends it, and tells where it was not done. `unconfirmed` pauses the schedule: a person has to look first. */
export async function endRun(
  { run, schedule }: RunTurn,
  outcome: RunOutcome,
  reason: string | null = null,
): Promise<void> {
  await database().transaction(async (tx) => {
    const ended = await tx
      .update(scheduleRuns)
      .set({ endedAt: sql`now()`, outcome, reason, ...RELEASED })
      .where(mine(run.id))
      .returning({ id: scheduleRuns.id });
    if (ended.length === 0) {
      return;
    }
    if (outcome === "unconfirmed") {
      await tx
        .update(schedules)
        .set({ pausedAt: sql`now()`, pauseCause: "unconfirmed" })
        .where(and(eq(schedules.id, schedule.id), isNull(schedules.pausedAt)));
    }
    await tellOfRun(tx, { schedule, run }, outcome, reason);
  });
}

/** Nobody is left in whose name it could act. */
export async function endSchedule(turn: RunTurn, cause: "owner-changed" | "account-gone"): Promise<void> {
  await endRun(turn, "not-run", cause);
  await database().transaction(async (tx) => {
    const ended = await tx
      .update(schedules)
      .set({ endedAt: sql`now()`, endCause: cause })
      .where(and(eq(schedules.id, turn.schedule.id), isNull(schedules.endedAt)))
      .returning();
    for (const schedule of ended) {
      await tellOfEnd(tx, schedule, cause);
    }
  });
}
