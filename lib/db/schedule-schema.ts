import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { RescueAim, RescuePhase } from "../hosts/rescue/rescue-view";
import type { UndoPhase } from "../hosts/undo/restore-undo";
import type { OperationKind } from "../operations/command-rules";
import type { ScheduleKind } from "../operations/schedule-kinds";
import { at, claimed } from "./column-types";
import { ofTenancy } from "./references";

/** What a host is asked for again and again, at an hour of chosen days; ends with its tenancy. */
export const schedules = pgTable(
  "schedules",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: ofTenancy(),
    vmId: text("vm_id").notNull(),
    /** The form's own key, bound to account and host: the same form sent twice is the same schedule. */
    formKey: text("form_key").notNull(),
    kind: text("kind").$type<ScheduleKind>().notNull(),
    /** 1 is Monday, 7 Sunday. */
    days: integer("days").array().notNull(),
    /** Minutes since midnight of that zone's clock. */
    minuteOfDay: integer("minute_of_day").notNull(),
    timeZone: text("time_zone").notNull(),
    /** How many of its own snapshots it keeps; null where it makes none. */
    keep: integer("keep"),
    /** The customer's account in whose name it acts. */
    accountId: uuid("account_id").notNull(),
    language: text("language", { enum: ["en", "zh-CN"] }).notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    nextAt: at("next_at").notNull(),
    pausedAt: at("paused_at"),
    pauseCause: text("pause_cause", { enum: ["person", "unconfirmed", "restored"] }),
    endedAt: at("ended_at"),
    endCause: text("end_cause", { enum: ["person", "owner-changed", "account-gone", "guest-ended"] }),
  },
  (t) => [
    uniqueIndex("schedules_form_key").on(t.formKey),
    index("schedules_tenancy").on(t.tenancyId, t.createdAt),
    index("schedules_due").on(t.nextAt).where(sql`ended_at is null and paused_at is null`),
  ],
);

/** One time at which a schedule was due, and what came of it. */
export const scheduleRuns = pgTable(
  "schedule_runs",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    scheduleId: uuid("schedule_id")
      .notNull()
      .references(() => schedules.id, { onDelete: "cascade" }),
    dueAt: at("due_at").notNull(),
    /** How many of its operations are over: part of the next one's form key. */
    step: integer("step").notNull().default(0),
    /** Its operation that has not been looked at since it ended; null: the next one is to be asked for. */
    operationId: uuid("operation_id"),
    /** The operation that did what the schedule is for. */
    mainOperationId: uuid("main_operation_id"),
    /** Not looked at before. */
    lookAt: at("look_at").notNull().defaultNow(),
    /** When its first command left the panel. */
    begunAt: at("begun_at"),
    endedAt: at("ended_at"),
    outcome: text("outcome", {
      enum: ["done", "nothing-to-do", "failed", "unconfirmed", "missed", "not-run"],
    }),
    /** Why, where it wasn't done: a reason or an outcome of the ledger, or one of the schedule's own. */
    reason: text("reason"),
    ...claimed(),
  },
  (t) => [
    uniqueIndex("schedule_runs_due").on(t.scheduleId, t.dueAt),
    index("schedule_runs_waiting").on(t.lookAt).where(sql`ended_at is null`),
    index("schedule_runs_ended").on(t.endedAt),
  ],
);

/** One press that has several operations follow each other: a host is started from the rescue disc, or from its own again. */
export const rescues = pgTable(
  "rescues",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: ofTenancy(),
    vmId: text("vm_id").notNull(),
    /** The form's own key, bound to account and host: the same form sent twice is the same rescue. */
    formKey: text("form_key").notNull(),
    aim: text("aim").$type<RescueAim>().notNull(),
    mediumId: text("medium_id").notNull(),
    accountId: uuid("account_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    /** The view through which staff asked for it. */
    viewId: uuid("view_id"),
    language: text("language", { enum: ["en", "zh-CN"] }).notNull(),
    phase: text("phase").$type<RescuePhase>().notNull().default("drive"),
    /** How many of its operations are over: part of the next one's form key. */
    step: integer("step").notNull().default(0),
    /** Its operation that has not been looked at since it ended; null: the next one is to be asked for. */
    operationId: uuid("operation_id"),
    startedAt: at("started_at").notNull().defaultNow(),
    endedAt: at("ended_at"),
    /** Null: all was done. Else why it stopped: an outcome of the ledger, a block reason or an action's code. */
    reason: text("reason"),
    /** The operation that it stopped at. */
    kind: text("kind").$type<OperationKind>(),
    ...claimed(),
  },
  (t) => [
    uniqueIndex("rescues_form_key").on(t.formKey),
    uniqueIndex("rescues_going").on(t.tenancyId).where(sql`ended_at is null`),
    index("rescues_tenancy").on(t.tenancyId, t.startedAt),
  ],
);

/** A restore that a snapshot of what there was comes before, and how long that one is kept. */
export const undoPoints = pgTable(
  "undo_points",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: ofTenancy(),
    vmId: text("vm_id").notNull(),
    /** The form's own key, bound to account and host, or a program's: the same sent twice is the same restore. */
    formKey: text("form_key").notNull(),
    accountId: uuid("account_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    /** The token by which a program asked for it, and the keyed hash of what it sent. */
    tokenId: uuid("token_id"),
    bodyHash: text("body_hash"),
    /** The view through which staff asked for it. */
    viewId: uuid("view_id"),
    language: text("language", { enum: ["en", "zh-CN"] }).notNull(),
    /** To which it goes back, and the one that was made before: as the master wrote them. */
    snapshotName: text("snapshot_name").notNull(),
    safetyName: text("safety_name"),
    phase: text("phase").$type<UndoPhase>().notNull().default("safety"),
    /** How many of its operations are over: part of the next one's form key. */
    step: integer("step").notNull().default(0),
    /** The last that it asked for. */
    operationId: uuid("operation_id"),
    /** Not looked at before. */
    lookAt: at("look_at").notNull().defaultNow(),
    startedAt: at("started_at").notNull().defaultNow(),
    /** From then on nothing is undone, and the safety snapshot deleted. */
    until: at("until"),
    endedAt: at("ended_at"),
    /** Why nothing was restored: an outcome of the ledger, a block reason or an action's code. */
    reason: text("reason"),
    ...claimed(),
  },
  (t) => [
    uniqueIndex("undo_points_form_key").on(t.formKey),
    uniqueIndex("undo_points_going").on(t.tenancyId).where(sql`ended_at is null and phase <> 'kept'`),
    index("undo_points_tenancy").on(t.tenancyId, t.startedAt),
    index("undo_points_waiting").on(t.lookAt).where(sql`ended_at is null`),
  ],
);
