import { sql } from "drizzle-orm";
import {
  boolean,
  check,
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
import type { AlarmKind } from "../notifications/kinds";
import { at } from "./column-types";
import { ofAccount, ofTenancy } from "./references";
import { accounts, sessions, tenancies } from "./schema";
import { apiTokens, fleetEvents } from "./token-schema";

// What people are told of, and by which ways: the bell, e-mail, webhooks; and what their alarms watch for.

/** One thing that one account is told of. */
export const notifications = pgTable(
  "notifications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: ofAccount(),
    /** `NotificationKind` (lib/notifications/kinds.ts). */
    kind: text("kind").notNull(),
    /** Of a host: whose it was then, and which. */
    tenancyId: uuid("tenancy_id").references(() => tenancies.id),
    vmId: text("vm_id"),
    /** `NotificationData` of its kind, without secrets. */
    data: jsonb("data").notNull().default({}),
    /** What it is told of: two instances that see the same thing write one row. */
    eventKey: text("event_key").notNull(),
    at: at("at").notNull().defaultNow(),
    /** False: this account wanted it in no bell; the row is for its other ways. */
    inBell: boolean("in_bell").notNull(),
    readAt: at("read_at"),
    /** Since when it waits for a mail; null: for none, or no more. */
    mailDueAt: at("mail_due_at"),
    /** Of the account's safety: its own mail goes there, and not before `mailDueAt`. Null for all others, and once it left. */
    mailTo: text("mail_to"),
    mailAttempts: integer("mail_attempts").notNull().default(0),
    mailedAt: at("mailed_at"),
  },
  (t) => [
    uniqueIndex("notifications_event").on(t.accountId, t.eventKey),
    index("notifications_account").on(t.accountId, t.at, t.id),
    // Counted with every page.
    index("notifications_unread").on(t.accountId).where(sql`read_at is null and in_bell`),
    index("notifications_mail_due").on(t.accountId).where(sql`mail_due_at is not null`),
    index("notifications_security_mail").on(t.mailDueAt).where(sql`mail_to is not null`),
    index("notifications_at").on(t.at),
  ],
);

/** What the panel saw of a host, until RStack has said once more whose it is: the mirror may still name a former owner. */
export const hostSightings = pgTable(
  "host_sightings",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: uuid("tenancy_id")
      .notNull()
      .references(() => tenancies.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    data: jsonb("data").notNull().default({}),
    eventKey: text("event_key").notNull(),
    /** When it was read from RStack. */
    seenAt: at("seen_at").notNull(),
    /** When an instance last asked whose the host is because of this. */
    askedAt: at("asked_at"),
  },
  (t) => [uniqueIndex("host_sightings_event").on(t.tenancyId, t.eventKey)],
);

/** By which ways an account is told. No row: by all. */
export const notificationSettings = pgTable("notification_settings", {
  accountId: ofAccount().primaryKey(),
  /** Kinds that are not told so; what is not named is, so that new kinds are. */
  bellOff: text("bell_off").array().notNull().default(sql`'{}'::text[]`),
  mailOff: text("mail_off").array().notNull().default(sql`'{}'::text[]`),
  /** Since when no mails are wanted but those that nobody can turn off. */
  unsubscribedAt: at("unsubscribed_at"),
  /** Not before this the next mail. */
  nextMailAt: at("next_mail_at"),
});

/** An address of the account's own that is called with what happens: a program's, a messenger's or a browser's. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: ofAccount(),
    /** `Service` (lib/notifications/kinds.ts), or `push` for a browser. */
    service: text("service").notNull().default("webhook"),
    /** A messenger's without path and query, which hold a token. */
    url: text("url").notNull(),
    /** AES-256-GCM under a key made from AUTH_SECRET: what signs, or a messenger's whole address and key. */
    sealedSecret: text("sealed_secret").notNull(),
    /** The provider's token that made it, with which it ends; `kinds` are events of the fleet then. Null: a person's own. */
    tokenId: uuid("token_id").references(() => apiTokens.id, { onDelete: "cascade" }),
    kinds: text("kinds").array().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Of a browser: the sign-in there, with which it ends. It hears what the bell does, whatever `kinds` holds. */
    sessionId: uuid("session_id").references(() => sessions.id, { onDelete: "cascade" }),
    /** When its receiver said that it is gone (410), or of a provider's: when its token was over, or it had failed for days. */
    endedAt: at("ended_at"),
    /** Of a provider's: since when nothing has arrived. */
    failingSince: at("failing_since"),
  },
  (t) => [
    index("webhooks_account").on(t.accountId),
    index("webhooks_session").on(t.sessionId),
    index("webhooks_token").on(t.tokenId).where(sql`token_id is not null`),
  ],
);

/** The one key that browsers know the panel by. */
export const pushKeys = pgTable(
  "push_keys",
  {
    id: integer("id").primaryKey().default(1),
    publicKey: text("public_key").notNull(),
    /** AES-256-GCM under a key made from AUTH_SECRET. */
    sealedKey: text("sealed_key").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [check("push_keys_one", sql`${t.id} = 1`)],
);

/** One notification or event for one webhook, until it was taken or given up. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    webhookId: uuid("webhook_id")
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    /** Neither this nor an event: a test. */
    notificationId: uuid("notification_id").references(() => notifications.id, { onDelete: "cascade" }),
    eventId: uuid("event_id").references(() => fleetEvents.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().defaultNow(),
    status: text("status", { enum: ["waiting", "delivered", "failed"] })
      .notNull()
      .default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: at("next_attempt_at").notNull().defaultNow(),
    lastAttemptAt: at("last_attempt_at"),
    /** What the receiver answered last; null where no answer came. */
    lastStatus: integer("last_status"),
    /** Why there is no answer, or none that counts: a `DeliveryFault`. */
    lastFault: text("last_fault"),
    /** Until when an instance sends it. */
    claimedUntil: at("claimed_until"),
  },
  (t) => [
    index("webhook_deliveries_webhook").on(t.webhookId, t.createdAt),
    index("webhook_deliveries_notification").on(t.notificationId),
    uniqueIndex("webhook_deliveries_event").on(t.eventId, t.webhookId).where(sql`event_id is not null`),
    index("webhook_deliveries_waiting").on(t.nextAttemptAt).where(sql`status = 'waiting'`),
  ],
);

/** A limit that a host's figures are held against: of one tenancy, or of all hosts of an account's customer. */
export const alarms = pgTable(
  "alarms",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tenancyId: uuid("tenancy_id").references(() => tenancies.id),
    /** Who made it for all hosts. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind").$type<AlarmKind>().notNull(),
    /** In percent, or in the unit that the charts show. */
    value: doublePrecision("value").notNull(),
    minutes: integer("minutes").notNull(),
    /** Minutes since midnight in `timeZone`, between which nothing is told; null: always told. */
    quietFrom: integer("quiet_from"),
    quietTo: integer("quiet_to"),
    timeZone: text("time_zone").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Since when it counts, after it was made, changed or resumed. */
    countsFrom: at("counts_from").notNull().defaultNow(),
    pausedAt: at("paused_at"),
  },
  (t) => [
    index("alarms_tenancy").on(t.tenancyId),
    index("alarms_account").on(t.accountId),
    check("alarms_of_one", sql`num_nonnulls(${t.tenancyId}, ${t.accountId}) = 1`),
  ],
);

/** What an alarm knows of one host from one look to the next. */
export const alarmStates = pgTable(
  "alarm_states",
  {
    alarmId: uuid("alarm_id")
      .notNull()
      .references(() => alarms.id, { onDelete: "cascade" }),
    tenancyId: ofTenancy(),
    /** `AlarmMemory` (lib/monitor/alarms/judge.ts). */
    memory: jsonb("memory").notNull(),
    lookedAt: at("looked_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.alarmId, t.tenancyId] }), index("alarm_states_tenancy").on(t.tenancyId)],
);

/** One time that an alarm went off. */
export const alarmEpisodes = pgTable(
  "alarm_episodes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    alarmId: uuid("alarm_id")
      .notNull()
      .references(() => alarms.id, { onDelete: "cascade" }),
    tenancyId: ofTenancy(),
    firedAt: at("fired_at").notNull(),
    /** `NotificationData["alarm"]` of that moment, without `event`. */
    data: jsonb("data").notNull(),
    acknowledgedAt: at("acknowledged_at"),
    resolvedAt: at("resolved_at"),
    /** Null while it waits for quiet hours to end. */
    firedToldAt: at("fired_told_at"),
    /** Also set where nothing is to be told any more. */
    settledAt: at("settled_at"),
  },
  (t) => [
    uniqueIndex("alarm_episodes_open").on(t.alarmId, t.tenancyId).where(sql`resolved_at is null`),
    index("alarm_episodes_tenancy").on(t.tenancyId, t.firedAt),
    index("alarm_episodes_unsettled").on(t.alarmId).where(sql`settled_at is null`),
  ],
);
