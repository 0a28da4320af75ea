import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, bytea, claimed } from "./column-types";
import { ofAccount, ofTenancy } from "./references";
import { accounts, operations } from "./schema";

// What the panel itself keeps about a host, beside the ledger: all of it hangs on a tenancy.

/** What a customer calls a host and writes down about it; seen by nobody who has the host after them. */
export const hostLabels = pgTable("host_labels", {
  tenancyId: ofTenancy().primaryKey(),
  name: text("name"),
  note: text("note"),
  /** One word each, in lower case. */
  tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
  changedAt: at("changed_at").notNull().defaultNow(),
});

export const snapshotNotes = pgTable(
  "snapshot_notes",
  {
    tenancyId: ofTenancy(),
    snapshotName: text("snapshot_name").notNull(),
    note: text("note").notNull(),
    changedAt: at("changed_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("snapshot_notes_pair").on(t.tenancyId, t.snapshotName)],
);

/**
 * A password that waits for a reinstalled host to run. The sealed text is deleted in the statement that comes before its
 * one sending; the row, without it, lives until the reinstall ended.
 */
export const pendingPasswords = pgTable("pending_passwords", {
  operationId: uuid("operation_id")
    .primaryKey()
    .references(() => operations.id, { onDelete: "cascade" }),
  vmId: text("vm_id").notNull(),
  /** AES-256-GCM under a key made from AUTH_SECRET; null once it was sent or won’t be. */
  sealed: text("sealed"),
  state: text("state", { enum: ["waiting", "sent", "accepted", "refused", "not-sent"] })
    .notNull()
    .default("waiting"),
  sentAt: at("sent_at"),
  /** What `notesOfTasks` noted of the tasks of new passwords before it was sent. Older rows: the tasks alone. */
  tasksBefore: jsonb("tasks_before"),
  refusal: text("refusal"),
  expiresAt: at("expires_at").notNull(),
});

/** One day of a host's samples, by the master's calendar, packed (lib/monitor). */
export const monitorDays = pgTable(
  "monitor_days",
  {
    tenancyId: ofTenancy(),
    /** `YYYYMMDD` of the master's own clock. */
    day: text("day").notNull(),
    samples: bytea("samples").notNull(),
    /** The day was over when it was read: it is never asked for again. */
    complete: boolean("complete").notNull(),
    fetchedAt: at("fetched_at").notNull(),
    claimedUntil: at("claimed_until"),
    /** The `fetchedAt` of what `traffic_days` and `gaps` were last made from. */
    summedAt: at("summed_at"),
    /** `Span[]` (lib/monitor/find-gaps.ts) without samples on that day, while the tenancy held; null: not looked at. */
    gaps: jsonb("gaps"),
  },
  (t) => [
    uniqueIndex("monitor_days_pair").on(t.tenancyId, t.day),
    index("monitor_days_day").on(t.day),
    index("monitor_days_unsummed").on(t.fetchedAt).where(sql`summed_at is null or summed_at < fetched_at`),
  ],
);

/** One day of a host's traffic, by the master's calendar: its samples summed, in their own unit, and RStack's counter that day. */
export const trafficDays = pgTable(
  "traffic_days",
  {
    tenancyId: ofTenancy(),
    /** `YYYYMMDD`, as in `monitor_days`. */
    day: text("day").notNull(),
    /** Null until its samples came. */
    inSum: doublePrecision("in_sum"),
    outSum: doublePrecision("out_sum"),
    /** Samples with a figure: one a minute. */
    minutes: integer("minutes").notNull().default(0),
    /** The day was over when its samples were read. */
    complete: boolean("complete").notNull().default(false),
    /** The counter at the day's first look and its last, whole GB, and when in Unix seconds by the master's clock. After a reset: since then. */
    usedFirstGb: bigint("used_first_gb", { mode: "number" }),
    usedFirstAt: bigint("used_first_at", { mode: "number" }),
    usedLastGb: bigint("used_last_gb", { mode: "number" }),
    usedLastAt: bigint("used_last_at", { mode: "number" }),
    /** The samples between these two looks. */
    spanIn: doublePrecision("span_in"),
    spanOut: doublePrecision("span_out"),
  },
  (t) => [uniqueIndex("traffic_days_pair").on(t.tenancyId, t.day), index("traffic_days_day").on(t.day)],
);

/** One hour of a host's samples, by the master's clock: for staff, and for days alone. Each figure is a mean; null where none came. */
export const usageHours = pgTable(
  "usage_hours",
  {
    tenancyId: ofTenancy(),
    /** When it began, Unix seconds. */
    hour: bigint("hour", { mode: "number" }).notNull(),
    /** Samples in it: one a minute. */
    minutes: integer("minutes").notNull(),
    /** Percent. */
    cpu: doublePrecision("cpu"),
    /** Read and written, of all disks; in and out: in the samples' own units. */
    disk: doublePrecision("disk"),
    network: doublePrecision("network"),
  },
  (t) => [uniqueIndex("usage_hours_pair").on(t.tenancyId, t.hour), index("usage_hours_hour").on(t.hour)],
);

/** The last day of a host as a few numbers, for the small drawings of the list and the overview. */
export const sparklines = pgTable("sparklines", {
  tenancyId: ofTenancy().primaryKey(),
  points: jsonb("points").notNull(),
  drawnAt: at("drawn_at").notNull(),
});

/** Consoles that a session opened: ended with it. Without the token. */
export const consoles = pgTable(
  "consoles",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: ofTenancy(),
    vmId: text("vm_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    /** Opened while looking through the customer’s eyes: ended with the view, too. */
    viewId: uuid("view_id"),
    /** Opened by a guest: ended with that right, too. */
    guestRightId: uuid("guest_right_id"),
    openedAt: at("opened_at").notNull().defaultNow(),
    expiresAt: at("expires_at"),
    endedAt: at("ended_at"),
    endReason: text("end_reason"),
  },
  (t) => [index("consoles_session").on(t.sessionId, t.endedAt), index("consoles_vm").on(t.vmId, t.endedAt)],
);

/**
 * Which tenancy had, asked for, or may have a domain name on a shared address. Kept when the name is unbound, since DNS
 * may lead there long after.
 */
export const domainClaims = pgTable(
  "domain_claims",
  {
    /** A-labels, lower case. */
    domain: text("domain").notNull(),
    tenancyId: ofTenancy(),
    /** The newest operation that binds it here: while that goes, no other host can bind it. */
    operationId: uuid("operation_id"),
    /** When the name was last known to be bound here; null: never. */
    seenAt: at("seen_at"),
    /** Since when it is known to be unbound; null while it isn't. */
    endedAt: at("ended_at"),
    /** When a proof was last asked for. */
    askedAt: at("asked_at"),
    /** When staff allowed it without a proof, and who. */
    allowedAt: at("allowed_at"),
    allowedBy: text("allowed_by"),
  },
  (t) => [
    uniqueIndex("domain_claims_pair").on(t.domain, t.tenancyId),
    index("domain_claims_tenancy").on(t.tenancyId),
  ],
);

/** One command that a person asked of many hosts at once; what came of each stands in the ledger. */
export const batches = pgTable(
  "batches",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** The form's own key, bound to account and kind: the same form sent twice is the same batch. */
    formKey: text("form_key").notNull(),
    kind: text("kind").notNull(),
    /** What its form held beside hosts, kind and key; without secrets. */
    fields: jsonb("fields").notNull().default({}),
    accountId: uuid("account_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    /** The view through which staff asked for it. */
    viewId: uuid("view_id"),
    language: text("language", { enum: ["en", "zh-CN"] })
      .notNull()
      .default("en"),
    startedAt: at("started_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("batches_form_key").on(t.formKey),
    index("batches_account").on(t.accountId, t.startedAt),
    index("batches_started").on(t.startedAt),
  ],
);

/** One host of a batch. */
export const batchHosts = pgTable(
  "batch_hosts",
  {
    batchId: uuid("batch_id")
      .notNull()
      .references(() => batches.id, { onDelete: "cascade" }),
    vmId: text("vm_id").notNull(),
    /** Its place in the batch, from 0. */
    place: integer("place").notNull(),
    /** The answer that a single command would have got; null until there is one. */
    result: jsonb("result"),
    /** Its row of the ledger; null where none was opened. */
    operationId: uuid("operation_id"),
    endedAt: at("ended_at"),
    ...claimed(),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.vmId] }),
    index("batch_hosts_waiting").on(t.place, t.batchId).where(sql`ended_at is null`),
  ],
);

/** The hosts that an account marked as its favourites. */
export const favouriteHosts = pgTable(
  "favourite_hosts",
  {
    accountId: ofAccount(),
    tenancyId: ofTenancy(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.tenancyId] })],
);

/** A host that its owner offers to another customer. It is open until it ends or expires; the command stands in the ledger. */
export const handovers = pgTable(
  "handovers",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: ofTenancy(),
    /** Who offers it. */
    accountId: ofAccount(),
    /** To whom, as it was typed, and as it is compared: whoever has this address confirmed. */
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    /** What RStack called the host then. */
    hostName: text("host_name").notNull(),
    /** Those bound then, which the owner agreed to give away. */
    domains: text("domains").array().notNull(),
    madeAt: at("made_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    endedAt: at("ended_at"),
    ending: text("ending", { enum: ["accepted", "declined", "withdrawn"] }),
    /** Who accepted it last, and the operation that came of it. One that was not sent leaves the offer open. */
    acceptedBy: uuid("accepted_by").references(() => accounts.id, { onDelete: "set null" }),
    operationId: uuid("operation_id"),
  },
  (t) => [
    uniqueIndex("handovers_one_a_host").on(t.tenancyId).where(sql`ended_at is null`),
    index("handovers_open").on(t.emailKey).where(sql`ended_at is null`),
    index("handovers_accepted").on(t.acceptedBy, t.madeAt),
  ],
);
