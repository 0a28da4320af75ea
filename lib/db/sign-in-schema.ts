import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, SIGN_IN_WAYS } from "./column-types";
import { ofAccount } from "./references";
import { accounts, sessions, tenancies } from "./schema";

// How people get in beside a password: links by mail, single sign-on, second factors. And what counts their tries.
// At the end, people whom a host's owner lets in.

/** A link for one purpose, used once: the token is kept as its SHA-256 alone. */
export const accountLinks = pgTable(
  "account_links",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tokenHash: text("token_hash").notNull(),
    purpose: text("purpose", { enum: ["activate", "reset", "email"] }).notNull(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    /** For an activation: the RStack customer whose account it makes. */
    userId: text("user_id"),
    email: text("email"),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Staff who made it; null for the person's own wish. */
    createdBy: text("created_by"),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [
    uniqueIndex("account_links_token").on(t.tokenHash),
    index("account_links_account").on(t.accountId),
    index("account_links_user").on(t.userId),
  ],
);

/** A run of invitations over all customers; goes on where it stopped, on any instance. */
export const inviteRuns = pgTable(
  "invite_runs",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    startedAt: at("started_at").notNull().defaultNow(),
    startedBy: text("started_by").notNull(),
    /** The userid after which it goes on. */
    cursor: text("cursor"),
    total: integer("total"),
    sent: integer("sent").notNull().default(0),
    skipped: integer("skipped").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    endedAt: at("ended_at"),
    stoppedAt: at("stopped_at"),
    claimedUntil: at("claimed_until"),
  },
  () => [uniqueIndex("invite_runs_one").on(sql`(true)`).where(sql`ended_at is null`)],
);

/** `jti`s of single sign-on tickets: each is good once. */
export const ssoTickets = pgTable("sso_tickets", {
  jti: text("jti").primaryKey(),
  expiresAt: at("expires_at").notNull(),
});

/** Whom the OpenID provider's word lets in: its issuer and the person's id there, never an address. */
export const oidcTies = pgTable(
  "oidc_ties",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    accountId: ofAccount(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Who made it: the confirmed address, the person in their account, an admin, or a claim that must go on. */
    madeBy: text("made_by", { enum: ["email", "account", "admin", "claim"] }).notNull(),
    lastUsedAt: at("last_used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.issuer, t.subject] }),
    uniqueIndex("oidc_ties_account").on(t.issuer, t.accountId),
  ],
);

export const totpFactors = pgTable("totp_factors", {
  accountId: ofAccount().primaryKey(),
  /** AES-256-GCM under a key made from AUTH_SECRET. */
  sealed: text("sealed").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  confirmedAt: at("confirmed_at"),
  /** The newest time step whose code was used: a code is good once. */
  lastStep: bigint("last_step", { mode: "number" }),
});

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: ofAccount(),
    codeHash: text("code_hash").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [index("recovery_codes_account").on(t.accountId)],
);

export const passkeys = pgTable(
  "passkeys",
  {
    /** The credential's id, base64url. */
    id: text("id").primaryKey(),
    accountId: ofAccount(),
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull().default(sql`'{}'::text[]`),
    name: text("name").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    lastUsedAt: at("last_used_at"),
  },
  (t) => [index("passkeys_account").on(t.accountId)],
);

/** Challenges that were handed out: each is good once, for some minutes, for the one session or sign-in. */
export const challenges = pgTable(
  "challenges",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    purpose: text("purpose").notNull(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    challenge: text("challenge").notNull(),
    /** Of a sign-in link: the name of the token that had it made. */
    tokenName: text("token_name"),
    /** Of a sign-in that waits for its second factor: what it began with. */
    way: text("way", { enum: SIGN_IN_WAYS }),
    /** By the OpenID provider: the session's `proven_until` and `provider_token`. */
    provenUntil: at("proven_until"),
    providerToken: text("provider_token"),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    // Anybody can have one made: none may be looked for among all of them.
    index("challenges_challenge").on(t.challenge),
    index("challenges_account").on(t.accountId),
  ],
);

/** Failed sign-ins for each (account name, address or known browser). */
export const signInFailures = pgTable("sign_in_failures", {
  key: text("key").primaryKey(),
  failures: integer("failures").notNull(),
  lastFailedAt: at("last_failed_at").notNull(),
  notBefore: at("not_before"),
});

/** Calls counted for each rate limit scope and key; the shape is rate-limiter-flexible's. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  expire: bigint("expire", { mode: "number" }),
});

/** So far back people see where they signed in, and what changed about their account's safety. */
export const SIGN_IN_DAYS = 90;

/** Wrong passwords and codes of an account, summed by day (UTC): a row for each guess would be the guesser's to make. */
export const failedSignIns = pgTable(
  "failed_sign_ins",
  {
    accountId: ofAccount(),
    /** `YYYY-MM-DD` */
    day: text("day").notNull(),
    failures: integer("failures").notNull(),
    lastAt: at("last_at").notNull(),
    lastAddress: text("last_address"),
  },
  (t) => [uniqueIndex("failed_sign_ins_day").on(t.accountId, t.day)],
);

/** A browser that signed in to an account before: it has a sign-in counter of its own. */
export const knownBrowsers = pgTable(
  "known_browsers",
  {
    browserHash: text("browser_hash").notNull(),
    accountId: ofAccount(),
    lastUsedAt: at("last_used_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("known_browsers_pair").on(t.browserHash, t.accountId)],
);

const GUEST_ROLES = ["view", "operate", "manage"] as const;
export type GuestRole = (typeof GUEST_ROLES)[number];

/** What the owner lets a guest do. */
const granted = () => ({
  role: text("role", { enum: GUEST_ROLES }).notNull(),
  mayReinstall: boolean("may_reinstall").notNull().default(false),
  /** When the guest's access ends by itself; null: not by itself. */
  until: at("until"),
});

/** Asked of whoever proves that the address is theirs. Used once. */
export const guestInvitations = pgTable(
  "guest_invitations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** The customer, and their account that invites: what it gives ends with that account. */
    owner: text("owner").notNull(),
    invitedBy: ofAccount("invited_by"),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    /** Null: all hosts that the owner has at any time. */
    tenancyIds: uuid("tenancy_ids").array(),
    ...granted(),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    /** Accepted, declined or taken back. */
    closedAt: at("closed_at"),
  },
  (t) => [
    index("guest_invitations_email").on(t.emailKey).where(sql`closed_at is null`),
    index("guest_invitations_owner").on(t.owner),
  ],
);

/** A guest's access to one tenancy, or to all hosts of its owner. It is read anew before each use. */
export const guestRights = pgTable(
  "guest_rights",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: ofAccount(),
    owner: text("owner").notNull(),
    invitedBy: ofAccount("invited_by"),
    /** Null: all hosts that the owner has at any time. */
    tenancyId: uuid("tenancy_id").references(() => tenancies.id, { onDelete: "cascade" }),
    ...granted(),
    since: at("since").notNull().defaultNow(),
    lastUsedAt: at("last_used_at"),
    endedAt: at("ended_at"),
    endedBy: text("ended_by", { enum: ["owner", "guest", "staff", "replaced", "restored"] }),
  },
  (t) => [
    index("guest_rights_account").on(t.accountId).where(sql`ended_at is null`),
    index("guest_rights_owner").on(t.owner),
  ],
);

/** Which event streams are open, on whatever instance. One that is no longer renewed belongs to a process that died. */
export const liveStreams = pgTable(
  "live_streams",
  {
    id: uuid("id").primaryKey(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    openedAt: at("opened_at").notNull(),
    seenAt: at("seen_at").notNull(),
  },
  (t) => [index("live_streams_session").on(t.sessionId, t.openedAt)],
);

/** Of an account's `linked_to`: it is no linked account, or the person who switches to it may still be in. */
export const personIsIn = (linkedTo: SQLWrapper): SQL =>
  sql`(${linkedTo} is null or exists (select 1 from accounts person
    where person.id = ${linkedTo} and person.disabled_at is null and person.former_at is null))`;
