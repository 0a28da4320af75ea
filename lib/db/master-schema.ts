import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { at, claimed } from "./column-types";
import { ofTenancy } from "./references";

// What the panel knows of the master itself: how it answers, what it can, how far the mirror is in step.

/** How far each part of the mirror is in step: scope `fleet`, or `owner:USERID`. */
export const mirrorSyncs = pgTable("mirror_syncs", {
  scope: text("scope").primaryKey(),
  startedAt: at("started_at"),
  finishedAt: at("finished_at"),
  rows: integer("rows"),
  /** When somebody of this scope last looked: only such scopes are kept in step. */
  wantedAt: at("wanted_at"),
  /** A list that shrank too much: held back until staff accept it. */
  heldBackRows: integer("held_back_rows"),
  heldBackAt: at("held_back_at"),
  acceptedAt: at("accepted_at"),
  ...claimed(),
  /** What could not be read in the last answer, in RStack's words; null where it could, and where none came. */
  unreadable: jsonb("detail").$type<string>(),
});

/** What the panel learnt of the master, one row (`id` = `master`): whether it knows `userid`, the owner column, its last answer. */
export const masterProfile = pgTable("master_profile", {
  id: text("id").primaryKey(),
  knowsOwnerFilter: boolean("knows_owner_filter"),
  ownerFilterAt: at("owner_filter_at"),
  ownerColumn: text("owner_column"),
  ownerlessRows: integer("ownerless_rows"),
  badRows: integer("bad_rows"),
  doubledRows: integer("doubled_rows"),
  lastAnswerAt: at("last_answer_at"),
  /** Null while the master answers. */
  downSince: at("down_since"),
  lastFault: jsonb("last_fault"),
  lastFaultAt: at("last_fault_at"),
  clockSkewMs: integer("clock_skew_ms"),
  clockSkewAt: at("clock_skew_at"),
  /** Minutes that the master's own clock is ahead of UTC, worked out from its samples. */
  utcOffsetMinutes: integer("utc_offset_minutes"),
  utcOffsetAt: at("utc_offset_at"),
  /** The list actions that were seen to look at `vmid`, and when. */
  hostFilters: jsonb("host_filters").$type<string[]>(),
  hostFiltersAt: at("host_filters_at"),
  /** Which unit the samples' network figures have, as far as the traffic counters tell (lib/monitor/traffic). */
  trafficUnit: jsonb("traffic_unit"),
  trafficUnitAt: at("traffic_unit_at"),
  /** Whether hosts that don't run lack samples, as far as their states tell: `StoppedSamples` (lib/monitor/downtime). */
  stoppedSamples: jsonb("stopped_samples"),
});

/** The last look at all of the master's lists that staff asked for: one row. Without an end it is going on. */
export const masterSurveys = pgTable("master_surveys", {
  id: text("id").primaryKey(),
  startedAt: at("started_at").notNull(),
  finishedAt: at("finished_at"),
  /** Names, numbers and times; no value of any row. */
  survey: jsonb("survey"),
});

/** Calls to the master by minute and instance, for the Connection page. */
export const masterMinutes = pgTable(
  "master_minutes",
  {
    minute: at("minute").notNull(),
    instance: text("instance").notNull(),
    calls: integer("calls").notNull(),
    refused: integer("refused").notNull(),
    failed: integer("failed").notNull(),
    totalMs: bigint("total_ms", { mode: "number" }).notNull(),
    slowestMs: integer("slowest_ms").notNull(),
  },
  (t) => [uniqueIndex("master_minutes_pair").on(t.minute, t.instance)],
);

/** The panel processes that share this database, each renewed while it runs. */
export const instances = pgTable("instances", {
  id: text("id").primaryKey(),
  /** Id and fingerprint of the build it serves. */
  build: text("build").notNull(),
  startedAt: at("started_at").notNull().defaultNow(),
  seenAt: at("seen_at").notNull().defaultNow(),
});

/** What was mailed to ALERT_EMAIL, one row for each kind: no instance says again what another has said. */
export const alerts = pgTable("alerts", {
  kind: text("kind").primaryKey(),
  /** What the last mails told of and still holds: ids, or when it began. */
  told: jsonb("told").$type<string[]>().notNull().default([]),
  mailedAt: at("mailed_at"),
});

/** The call budget of all instances: a token bucket in one row. */
export const callBudget = pgTable("call_budget", {
  id: text("id").primaryKey(),
  tokens: integer("tokens").notNull(),
  refilledAt: at("refilled_at").notNull(),
});

/** Host IDs that the master said are not this customer's: not asked for again for a while. */
export const refusedHostIds = pgTable(
  "refused_host_ids",
  {
    vmId: text("vm_id").notNull(),
    userId: text("user_id").notNull(),
    saidAt: at("said_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.vmId, t.userId] })],
);

/** What the master said of a host's state, a row each time that it said something else. Triggers write it. */
export const hostStates = pgTable(
  "host_states",
  {
    tenancyId: ofTenancy(),
    /** When it was read, and when the state before it was last read; null: none was. */
    at: at("at").notNull(),
    beforeAt: at("before_at"),
    /** As in `hosts`. */
    stateWord: text("state_word"),
    status: text("status"),
  },
  (t) => [index("host_states_tenancy").on(t.tenancyId, t.at), index("host_states_at").on(t.at)],
);
