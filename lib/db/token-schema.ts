import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at } from "./column-types";
import { accounts } from "./schema";

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
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
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
