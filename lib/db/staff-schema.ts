import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Tone } from "../provider/provider-view";
import { at } from "./column-types";
import { ofAccount } from "./references";

// The provider's side: looking through a customer's eyes, the audit, what the staff keep.

/**
 * A staff session that looks through a customer's eyes: who, whom, why, until when. One at a time for each session, so
 * it can't be nested; it hangs on the session's row, so it ends with it.
 */
export const views = pgTable(
  "views",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** No reference: the view is told of for as long as the ledger, the session's row is not. */
    sessionId: uuid("session_id").notNull(),
    staffAccountId: uuid("staff_account_id").notNull(),
    staffName: text("staff_name").notNull(),
    staffRole: text("staff_role", { enum: ["support", "admin"] }).notNull(),
    /** The RStack customer. */
    userId: text("user_id").notNull(),
    customerName: text("customer_name").notNull(),
    reason: text("reason").notNull(),
    startedAt: at("started_at").notNull().defaultNow(),
    until: at("until").notNull(),
    /** From when changes are allowed; null: it is read-only. */
    changesAt: at("changes_at"),
    endedAt: at("ended_at"),
    /** Since when `userId` is no longer whoever was looked at. */
    retiredAt: at("retired_at"),
  },
  (t) => [
    uniqueIndex("views_one_a_session").on(t.sessionId).where(sql`ended_at is null`),
    index("views_user").on(t.userId, t.startedAt.desc()),
  ],
);

/** What staff did that is no operation on a host. Rows can be neither changed nor deleted, but by age (a trigger sees to it). */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    at: at("at").notNull().defaultNow(),
    accountId: uuid("account_id"),
    actorName: text("actor_name").notNull(),
    actorRole: text("actor_role").notNull(),
    viewId: uuid("view_id"),
    /** Such as `customer-edited`; a message key of `audit.action`. */
    action: text("action").notNull(),
    /** The RStack customer it was about. */
    userId: text("user_id"),
    vmId: text("vm_id"),
    /** A name to show. */
    subject: text("subject"),
    outcome: text("outcome").notNull(),
    /** Names of fields and what else helps; without secrets. */
    detail: jsonb("detail").notNull().default({}),
    address: text("address"),
  },
  (t) => [
    index("audit_events_at").on(t.at.desc()),
    index("audit_events_user").on(t.userId, t.at.desc()),
    index("audit_events_account").on(t.accountId, t.at.desc()),
  ],
);

/**
 * The outcome of a staff action whose intent stands in `audit_events`: written once, as that is. Where there is none, nobody saw
 * the action come back.
 */
export const auditSettlements = pgTable("audit_settlements", {
  eventId: uuid("event_id")
    .primaryKey()
    .references(() => auditEvents.id, { onDelete: "cascade" }),
  at: at("at").notNull().defaultNow(),
  /** `done`, or the code it was refused with. */
  outcome: text("outcome").notNull(),
});

/**
 * A customer whose number staff changed: until `holdsUntil` a host that the master lists under the new number is the
 * same person's, so its tenancy goes on. Written before the master is asked, taken back when it refuses.
 */
export const ownerMoves = pgTable(
  "owner_moves",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    fromOwner: text("from_owner").notNull(),
    toOwner: text("to_owner").notNull(),
    at: at("at").notNull().defaultNow(),
    holdsUntil: at("holds_until").notNull(),
    /** The master's own id of the customer's row, by which it is told from another under either number. */
    rowId: text("row_id"),
    /** When it is to be looked which number stands; null once it is known. */
    lookAt: at("look_at"),
    /** When the old number was first seen to stand still: a second look has to show the same. */
    stillSince: at("still_since"),
    accountId: uuid("account_id"),
    actorName: text("actor_name"),
    actorRole: text("actor_role"),
  },
  (t) => [
    index("owner_moves_pair").on(t.fromOwner, t.toOwner),
    index("owner_moves_look").on(t.lookAt).where(sql`look_at is not null`),
  ],
);

/**
 * Who has a number, as the master last showed it. A number that is given up and made anew has another row there: its
 * holder is somebody else then, and sees nothing of what was.
 */
export const numberHolders = pgTable("number_holders", {
  userId: text("user_id").primaryKey(),
  rowId: text("row_id").notNull(),
  username: text("username"),
  email: text("email"),
  since: at("since").notNull().defaultNow(),
});

/** What customers are called, as the master last told: for the staff's lists, which ask for no row by themselves. */
export const customerNames = pgTable("customer_names", {
  userId: text("user_id").primaryKey(),
  name: text("name"),
  username: text("username"),
  email: text("email"),
  /** The master's: `0` active, `1` disabled; null where it didn't say. */
  status: text("status"),
  /** False: the master had no such customer, or several. */
  found: boolean("found").notNull(),
  readAt: at("read_at").notNull(),
  /** All that staff look for, in lower case, a line each: one text to compare is what makes a search quick. */
  search: text("search").generatedAlwaysAs(
    sql`lower(coalesce(name, '') || E'\\n' || coalesce(username, '') || E'\\n' || coalesce(email, ''))`,
  ),
});

/** The nodes as the master last listed them. */
export const nodes = pgTable("nodes", {
  nodeId: text("node_id").primaryKey(),
  name: text("name"),
  areaId: text("area_id"),
  areaName: text("area_name"),
  address: text("address"),
  maintenance: boolean("maintenance").notNull().default(false),
  freeCpu: integer("free_cpu"),
  freeMemoryMb: integer("free_memory_mb"),
  freeDiskGb: integer("free_disk_gb"),
  remark: text("remark"),
  /** Of RStack there, as the newest samples of its hosts told. */
  systemVersion: text("system_version"),
  seenAt: at("seen_at").notNull(),
});

/** How full each pool of addresses was when it was last counted: not every master says so in its list of pools. */
export const poolUses = pgTable("pool_uses", {
  poolId: text("pool_id").primaryKey(),
  name: text("name"),
  total: integer("total").notNull(),
  /** Addresses that a host has. */
  used: integer("used").notNull(),
  countedAt: at("counted_at").notNull(),
});

/** What staff set on the settings page; over the environment's. */
export const providerSettings = pgTable("provider_settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
  changedAt: at("changed_at").notNull().defaultNow(),
  changedBy: text("changed_by").notNull(),
});

export const announcements = pgTable("announcements", {
  id: uuid("id").primaryKey().defaultRandom(),
  textEn: text("text_en").notNull(),
  textZh: text("text_zh").notNull(),
  tone: text("tone").$type<Tone>().notNull(),
  /** `all`, `area:ID` or `node:ID`: whose customers see it. */
  scope: text("scope").notNull().default("all"),
  from: at("from").notNull().defaultNow(),
  until: at("until"),
  createdBy: text("created_by").notNull(),
  withdrawnAt: at("withdrawn_at"),
});

export const announcementDismissals = pgTable(
  "announcement_dismissals",
  {
    announcementId: uuid("announcement_id")
      .notNull()
      .references(() => announcements.id, { onDelete: "cascade" }),
    accountId: ofAccount(),
    dismissedAt: at("dismissed_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("announcement_dismissals_pair").on(t.announcementId, t.accountId)],
);

/** What staff write down for each other about a customer or a host: no customer ever reads it. */
export const staffNotes = pgTable(
  "staff_notes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** One of the two: the RStack customer, or the host, whose notes stay with it whoever has it. */
    userId: text("user_id"),
    vmId: text("vm_id"),
    /** The host's at that time, so that another host under an old number has none of them. */
    guid: text("guid"),
    text: text("text").notNull(),
    accountId: uuid("account_id").notNull(),
    authorName: text("author_name").notNull(),
    writtenAt: at("written_at").notNull().defaultNow(),
    /** Null while it stands as it was written. */
    editedAt: at("edited_at"),
    editorName: text("editor_name"),
    /** Since when `userId` is no longer whoever it is about. */
    retiredAt: at("retired_at"),
  },
  (t) => [
    index("staff_notes_user").on(t.userId, t.writtenAt).where(sql`user_id is not null`),
    index("staff_notes_vm").on(t.vmId, t.writtenAt).where(sql`vm_id is not null`),
  ],
);
