import { sql } from "drizzle-orm";
import { bigint, boolean, index, jsonb, pgTable, pgView, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at } from "./column-types";
import { ofAccount } from "./references";
import { operationColumns, tenancies } from "./schema";

/** What programs show to the API: kept as a hash alone, each with its own bounds. An ended one is kept for a while, so that its owner sees it. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the token, which is shown once. */
    tokenHash: text("token_hash").notNull(),
    /** Its text ends with a checksum; those of the first release don't. */
    hasChecksum: boolean("has_checksum").notNull().default(false),
    /** Its last four characters, to tell it from others. */
    ending: text("ending").notNull(),
    accountId: ofAccount(),
    name: text("name").notNull(),
    /** `provider`: an admin's, for the fleet. Each of the others includes those before it. */
    scope: text("scope", { enum: ["read", "power", "manage", "provider"] }).notNull(),
    /** What a provider's may. Those of releases before there was a choice read, and set the status. */
    fleetScopes: text("fleet_scopes").array().notNull().default(sql`'{fleet-read,fleet-status}'::text[]`),
    /** Of the hosts that it is good for, while they are this owner's; null: all. */
    tenancyIds: uuid("tenancy_ids").array(),
    /** CIDR; empty: from anywhere. */
    addressRanges: text("address_ranges").array().notNull().default(sql`'{}'::text[]`),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at"),
    lastUsedAt: at("last_used_at"),
    lastAddress: text("last_address"),
    endedAt: at("ended_at"),
    endReason: text("end_reason"),
  },
  (t) => [
    uniqueIndex("api_tokens_hash").on(t.tokenHash),
    // Looked for once a second while somebody guesses.
    index("api_tokens_older").on(t.id).where(sql`not has_checksum and ended_at is null`),
    index("api_tokens_account").on(t.accountId, t.endedAt),
    // Whose token is in use now, every few seconds.
    index("api_tokens_in_use").on(t.lastUsedAt).where(sql`ended_at is null`),
  ],
);

/** What a program asked for and its owner decides in the panel: of one host, once, until it expires. */
export const approvals = pgTable(
  "approvals",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: ofAccount(),
    tokenId: uuid("token_id")
      .notNull()
      .references(() => apiTokens.id, { onDelete: "cascade" }),
    tenancyId: uuid("tenancy_id")
      .notNull()
      .references(() => tenancies.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** As its form has them, without the host's name, which the owner's click stands for. No secret. */
    fields: jsonb("fields").$type<Record<string, string>>().notNull(),
    /** The snapshot or image that the fields name, as the panel calls it. */
    subject: text("subject"),
    askedAt: at("asked_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    decision: text("decision", { enum: ["approved", "declined"] }),
    operationId: uuid("operation_id"),
  },
  (t) => [index("approvals_account").on(t.accountId, t.expiresAt)],
);

// What a shop keeps here: its orders, and what it says of a customer's host.

/**
 * A host that a program or staff ordered, made once: the row stands before the call. Without its password. An order in doubt
 * is never sent again; a host that turns up later is tied to it.
 */
export const orders = pgTable(
  "orders",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** The program's or the form's key, bound to the account. */
    formKey: text("form_key").notNull(),
    /** Of the body, keyed: there may be a password in it. */
    bodyHash: text("body_hash").notNull(),
    accountId: uuid("account_id").notNull(),
    /** Null: staff ordered it by their form. */
    tokenId: uuid("token_id"),
    actorName: text("actor_name").notNull(),
    address: text("address"),
    /** The shop's own name of the service; null of an order of staff's. */
    reference: text("reference"),
    owner: text("owner").notNull(),
    name: text("name").notNull(),
    /** `area:ID` or `node:ID`; null, as the image, where an earlier release didn't keep it. */
    place: text("place"),
    imageId: text("image_id"),
    planId: uuid("plan_id"),
    language: text("language").notNull(),
    outcome: text("outcome", {
      /** `failed`: staff closed it without a host. */
      enum: ["open", "checking", "done", "refused", "not-sent", "unconfirmed", "failed"],
    }).notNull(),
    startedAt: at("started_at").notNull().defaultNow(),
    sentAt: at("sent_at"),
    acceptedAt: at("accepted_at"),
    endedAt: at("ended_at"),
    /** The customer's hosts of this name before, and whether they come from a list that had a body. */
    knownIds: text("known_ids").array().notNull().default(sql`'{}'::text[]`),
    isListed: boolean("is_listed").notNull().default(false),
    /** The host that was made, once it is known. */
    vmId: text("vm_id"),
    /** RStack's own words. */
    refusal: text("refusal"),
    notSentCause: text("not_sent_cause"),
    claimedBy: text("leased_by"),
    claimedUntil: at("leased_until"),
    /** When the host got the order's reference; null while it stands out. */
    tiedAt: at("tied_at"),
    /** Of the staff, who chose the host by hand, or closed the order. */
    tiedBy: text("tied_by"),
  },
  (t) => [
    uniqueIndex("orders_key").on(t.formKey),
    uniqueIndex("orders_one_a_reference")
      .on(t.reference)
      .where(sql`outcome in ('open', 'checking', 'unconfirmed')`),
    uniqueIndex("orders_one_a_name")
      .on(t.owner, t.name)
      .where(sql`outcome in ('open', 'checking', 'unconfirmed')`),
    index("orders_untied").on(t.reference).where(sql`outcome = 'done' and tied_at is null`),
    index("orders_started").on(t.startedAt.desc(), t.id),
  ],
);

/**
 * What a program asked for while another operation held the host: it becomes a row of the ledger, of the same id, when its turn
 * comes or it ends unsent. What was asked is in `params`.
 */
export const waitingOperations = pgTable(
  "waiting_operations",
  {
    ...operationColumns,
    /** The shop's own name of the host, as it was then. */
    reference: text("reference"),
  },
  (t) => [
    uniqueIndex("waiting_operations_key").on(t.formKey),
    uniqueIndex("waiting_operations_one_a_kind").on(t.vmId, t.kind),
    index("waiting_operations_tenancy").on(t.tenancyId, t.startedAt),
  ],
);

/** The ledger, and what waits: as people and programs are shown it. */
export const shownOperations = pgView("shown_operations", {
  ...operationColumns,
  waits: boolean("waits").notNull(),
}).existing();

/** What a shop says of a host, for as long as this customer has it. */
export const hostServices = pgTable(
  "host_services",
  {
    tenancyId: uuid("tenancy_id")
      .primaryKey()
      .references(() => tenancies.id, { onDelete: "cascade" }),
    reference: text("reference"),
    planId: uuid("plan_id"),
    paidUntil: at("paid_until"),
    priceText: text("price_text"),
    renewUrl: text("renew_url"),
    upgradeUrl: text("upgrade_url"),
    changedAt: at("changed_at").notNull().defaultNow(),
  },
  (t) => [index("host_services_reference").on(t.reference)],
);

/** The shop's own name of a customer; it goes when somebody else gets the number. */
export const customerReferences = pgTable(
  "customer_references",
  { userId: text("user_id").primaryKey(), reference: text("reference").notNull() },
  (t) => [uniqueIndex("customer_references_reference").on(t.reference)],
);

/** A customer whom a program makes, one row for each key: a request that comes twice makes one. */
export const customerRequests = pgTable("customer_requests", {
  formKey: text("form_key").primaryKey(),
  bodyHash: text("body_hash").notNull(),
  userId: text("user_id").notNull(),
  startedAt: at("started_at").notNull().defaultNow(),
  /** `done`, or the code it was refused with; null while it goes on, and where nobody saw it come back. */
  outcome: text("outcome"),
});

/**
 * What happened to hosts, customers, orders and operations, for the provider's programs. Triggers write it, with the change itself.
 * Whoever reads first gives the rows that are committed by then their `position`: behind all that anybody has read.
 */
export const fleetEvents = pgTable(
  "fleet_events",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    position: bigint("position", { mode: "number" }),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    /** `FleetEventKind` (lib/fleet/events.ts). */
    kind: text("kind").notNull(),
    vmId: text("vm_id"),
    /** As they were then. */
    owner: text("owner").notNull(),
    reference: text("reference"),
    /** Of an operation or order: its id, kind and outcome. */
    operation: jsonb("operation").$type<{ id: string; kind: string; outcome: string }>(),
    /** What changed, by the API's names. */
    fields: text("fields").array().notNull().default(sql`'{}'::text[]`),
  },
  (t) => [
    uniqueIndex("fleet_events_position").on(t.position),
    index("fleet_events_unread").on(t.id).where(sql`position is null`),
    index("fleet_events_at").on(t.at),
  ],
);
