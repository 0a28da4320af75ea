import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, claimed, SIGN_IN_WAYS } from "./column-types";

/** People who sign in to the panel. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    username: text("username").notNull(),
    /** NFKC, lower case: what is unique. */
    usernameKey: text("username_key").notNull(),
    email: text("email"),
    emailKey: text("email_key"),
    /** The `email_key` that the person last proved by a link mailed to it. */
    confirmedEmailKey: text("confirmed_email_key"),
    displayName: text("display_name"),
    /** argon2id; null until the person has set one. */
    passwordHash: text("password_hash"),
    passwordChangedAt: at("password_changed_at"),
    role: text("role", { enum: ["customer", "support", "admin"] }).notNull(),
    /** The RStack customer; null for staff, and for a guest who is no customer. */
    userId: text("user_id"),
    locale: text("locale", { enum: ["en", "zh-CN"] }),
    theme: text("theme", { enum: ["system", "light", "dark"] })
      .notNull()
      .default("system"),
    timeZone: text("time_zone"),
    /** Whether keys pressed alone do something: J, K, G H, R. */
    singleKeys: boolean("single_keys").notNull().default(true),
    /** Whether a second factor is asked for again before what destroys. */
    askAgain: boolean("ask_again").notNull().default(false),
    createdAt: at("created_at").notNull().defaultNow(),
    disabledAt: at("disabled_at"),
    /** What the master last said of `userId`; `unconfirmed` until it said anything. */
    rstackStatus: text("rstack_status", {
      enum: ["unconfirmed", "active", "disabled", "missing", "ambiguous", "administrator"],
    })
      .notNull()
      .default("unconfirmed"),
    rstackStatusAt: at("rstack_status_at"),
    /** First of the two looks that a missing or doubled row needs before it counts. */
    rstackDoubtSince: at("rstack_doubt_since"),
    /** Since when `userId` is no longer this person's: it was deleted, or is another's now. */
    formerAt: at("former_at"),
    /** A linked account: nobody signs in with it, and who signs in with this one may switch to its customer. */
    linkedTo: uuid("linked_to").references((): AnyPgColumn => accounts.id, { onDelete: "cascade" }),
  },
  (t) => [
    uniqueIndex("accounts_username_key").on(t.usernameKey),
    uniqueIndex("accounts_email_key").on(t.emailKey).where(sql`email_key is not null`),
    index("accounts_user_id").on(t.userId),
    uniqueIndex("accounts_linked")
      .on(t.linkedTo, t.userId)
      .where(sql`linked_to is not null and former_at is null`),
    check(
      "accounts_linked_has_no_way_in",
      sql`linked_to is null or (role = 'customer' and user_id is not null and password_hash is null and email is null)`,
    ),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the session id in the cookie; the id itself is kept nowhere. */
    sidHash: text("sid_hash").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The linked account that the person switched to; null: their own. */
    actingAs: uuid("acting_as").references(() => accounts.id, { onDelete: "set null" }),
    createdAt: at("created_at").notNull().defaultNow(),
    /** The last click; an open event stream is none. */
    lastUsedAt: at("last_used_at").notNull().defaultNow(),
    idleMs: bigint("idle_ms", { mode: "number" }).notNull(),
    expiresAt: at("expires_at").notNull(),
    endedAt: at("ended_at"),
    endReason: text("end_reason"),
    userAgent: text("user_agent"),
    address: text("address"),
    /** Where the last click came from, as far as addresses are known. */
    lastAddress: text("last_address"),
    /** When a second factor was last given; null: the password alone. */
    secondFactorAt: at("second_factor_at"),
    /** When password or second factor was last asked for again. */
    provenAgainAt: at("proven_again_at"),
    /** It began by a program's sign-in link, or by an older proof at the provider: nobody has shown a password for it. */
    byLink: boolean("by_link").notNull().default(false),
    /** By what the person came in first; null: older than this column. */
    way: text("way", { enum: SIGN_IN_WAYS }),
    /** Begun by the OpenID provider: until when its word holds; null: it needs none. */
    provenUntil: at("proven_until"),
    /** The refresh token that gets its word anew, sealed. */
    providerToken: text("provider_token"),
  },
  (t) => [
    uniqueIndex("sessions_sid_hash").on(t.sidHash),
    index("sessions_account").on(t.accountId, t.endedAt),
    index("sessions_sign_ins").on(t.accountId, t.createdAt),
    // Whose session is in use now, every few seconds: among those of months.
    index("sessions_acting").on(t.actingAs).where(sql`acting_as is not null`),
    index("sessions_in_use").on(t.lastUsedAt).where(sql`ended_at is null`),
  ],
);

/** The mirror: every host row the master listed, kept in step in the background. */
export const hosts = pgTable(
  "hosts",
  {
    vmId: text("vm_id").primaryKey(),
    guid: text("guid"),
    owner: text("owner"),
    name: text("name"),
    status: text("status"),
    imageId: text("image_id"),
    imageName: text("image_name"),
    osFamily: text("os_family"),
    areaId: text("area_id"),
    areaName: text("area_name"),
    nodeId: text("node_id"),
    nodeName: text("node_name"),
    ipv4: text("ipv4"),
    ipv6: text("ipv6"),
    additionalIps: text("additional_ips").array().notNull().default(sql`'{}'::text[]`),
    remotePort: integer("remote_port"),
    cpuCores: integer("cpu_cores"),
    memoryMb: integer("memory_mb"),
    systemDiskGb: integer("system_disk_gb"),
    /** 0: it has none. */
    dataDiskGb: integer("data_disk_gb"),
    portMbit: integer("port_mbit"),
    mac: text("mac"),
    trafficLimitGb: bigint("traffic_limit_gb", { mode: "number" }),
    trafficUsedGb: bigint("traffic_used_gb", { mode: "number" }),
    trafficResetAt: at("traffic_reset_at"),
    /** How many it may have: 0 none, -1 what its group may; null where the master doesn't say. */
    snapshotQuota: integer("snapshot_quota"),
    backupQuota: integer("backup_quota"),
    portQuota: integer("port_quota"),
    domainQuota: integer("domain_quota"),
    /** '' is an empty drive; null where the master doesn't say. */
    mediumId: text("medium_id"),
    /** `YYYY-MM-DD` */
    lastReinstallOn: text("last_reinstall_on"),
    /** RStack's, for staff alone. */
    remark: text("remark"),
    /** From `vm_exinfo`: null unless asked for; '' where the host has an address of its own. */
    publicIp: text("public_ip"),
    publicPort: integer("public_port"),
    addressesAt: at("addresses_at"),
    /** `vm_state`'s word as it came; when it was read; when the panel first saw the state that it is in. */
    stateWord: text("state_word"),
    stateAt: at("state_at"),
    stateSince: at("state_since"),
    /** Whether it ran when its state last said so for certain, and when that was read. */
    powerUp: boolean("power_up"),
    powerAt: at("power_at"),
    /** When a list or a single-row read last held this row. */
    seenAt: at("seen_at").notNull(),
    /** Two rows with this id were listed: hidden from customers until the master says otherwise. */
    doubled: boolean("doubled").notNull().default(false),
    /** When the master was last asked for this very id: the list of one owner can't show that another has the id too. */
    confirmedAt: at("confirmed_at"),
    /** Since when lists lack it; null again as soon as the master shows it. The evidence below is kept while this is set. */
    missingSince: at("missing_since"),
    /** When it was last asked for by id because of that. */
    missingAskedAt: at("missing_asked_at"),
    /** Answers with content that lacked it; when the last one that counts was asked for. */
    absences: integer("absences").notNull().default(0),
    absentAt: at("absent_at"),
    /** When `vm_state` and `vm_exinfo` both first refused it by id. */
    refusedAt: at("refused_at"),
    /** When there was enough evidence that the master no longer has it. */
    goneAt: at("gone_at"),
    /** All that staff look for, in lower case (ASCII), a line each: one text to compare is what makes a search quick. */
    search: text("search").generatedAlwaysAs(
      sql`host_search(vm_id, name, owner, guid, ipv4, ipv6, public_ip, additional_ips)`,
    ),
  },
  (t) => [
    index("hosts_owner").on(t.owner),
    index("hosts_node").on(t.nodeId),
    index("hosts_missing").on(t.missingSince).where(sql`missing_since is not null`),
    // The orders of the staff's table. With the name itself its pages are read from the index alone.
    index("hosts_by_name").on(sql`(lower(name) collate "C")`, t.vmId, t.name).where(sql`gone_at is null`),
    index("hosts_by_id").on(sql`length(vm_id)`, t.vmId).where(sql`gone_at is null`),
  ],
);

/** Who had a host, from when until when. All that the panel keeps about a host hangs on one of these. */
export const tenancies = pgTable(
  "tenancies",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    vmId: text("vm_id").notNull(),
    guid: text("guid"),
    owner: text("owner").notNull(),
    since: at("since").notNull().defaultNow(),
    until: at("until"),
    /** Since when `owner` is no longer whoever had the host then: staff alone read what hangs on it. */
    retiredAt: at("retired_at"),
    /** Since when programs know that the host is gone; null: it is there. */
    toldGoneAt: at("told_gone_at"),
    /** Which of the host's lists had entries when they last came with content (lib/hosts/evidence/seen-entries.ts). */
    listsWithEntries: text("lists_with_entries").array().notNull().default([]),
    /** Since when its owner protects the host; null: not at all. It ends with the tenancy. */
    protectedAt: at("protected_at"),
  },
  (t) => [
    uniqueIndex("tenancies_current").on(t.vmId).where(sql`until is null`),
    index("tenancies_owner").on(t.owner),
  ],
);

/** Of the ledger, and of what waits to stand there. */
export const operationColumns = {
  id: uuid("id").primaryKey().defaultRandom(),
  tenancyId: uuid("tenancy_id")
    .notNull()
    .references(() => tenancies.id),
  vmId: text("vm_id").notNull(),
  kind: text("kind").notNull(),
  outcome: text("outcome", {
    enum: ["open", "checking", "done", "refused", "not-sent", "failed", "unconfirmed", "superseded"],
  }).notNull(),
  /** The form's own key, bound to account, host and kind: the same form sent twice is the same operation. */
  formKey: text("form_key").notNull(),
  /** Without secrets. */
  params: jsonb("params").notNull().default({}),
  accountId: uuid("account_id"),
  actorName: text("actor_name").notNull(),
  actorRole: text("actor_role").notNull(),
  /** Null for a program: then `tokenId` says which. */
  sessionId: uuid("session_id"),
  tokenId: uuid("token_id"),
  /** Of what a program asked, keyed: the same key with anything else is refused. */
  bodyHash: text("body_hash"),
  /** The view through which staff asked for it. */
  viewId: uuid("view_id"),
  /** Where staff asked from; null for customers, and where addresses are unknown. */
  address: text("address"),
  language: text("language").notNull().default("en"),
  startedAt: at("started_at").notNull().defaultNow(),
  /** Just before the bytes leave: from here on the master may have acted. */
  sentAt: at("sent_at"),
  acceptedAt: at("accepted_at"),
  checkedAt: at("checked_at"),
  endedAt: at("ended_at"),
  /** Up to when this ends as unconfirmed if nothing was seen. */
  limitAt: at("limit_at"),
  /** What the verification needs and has seen so far; without secrets. */
  notes: jsonb("probe").notNull().default({}),
  evidence: jsonb("evidence"),
  refusal: text("refusal"),
  notSentCause: text("not_sent_cause"),
  faultDetail: text("fault_detail"),
  supersededBy: uuid("superseded_by"),
  /** When a refusal is looked after again; null: not any more. */
  lookAgainAt: at("look_again_at"),
  ...claimed(),
  /** Since when it waits for staff: it came with a restored backup, and the original may still run. */
  heldAt: at("held_at"),
};

/** The ledger: what was asked, by whom, and what came of it. Rows are never deleted from the panel. */
export const operations = pgTable("operations", operationColumns, (t) => [
  // A console changes nothing in the host, and is wanted most while something else hangs.
  uniqueIndex("operations_one_in_progress")
    .on(t.vmId)
    .where(sql`outcome in ('open', 'checking') and kind not in ('open-console', 'end-console')`),
  uniqueIndex("operations_form_key").on(t.formKey),
  index("operations_tenancy").on(t.tenancyId, t.startedAt.desc()),
  index("operations_in_progress").on(t.outcome).where(sql`outcome in ('open', 'checking')`),
  index("operations_look_again").on(t.lookAgainAt).where(sql`look_again_at is not null`),
  // The staff's list of all that was ever asked, and of one host whoever had it.
  index("operations_started").on(t.startedAt.desc(), t.id.desc()),
  index("operations_host").on(t.vmId, t.startedAt.desc()),
  // What staff did, for the audit.
  index("operations_by_staff").on(t.startedAt.desc(), t.id.desc()).where(sql`actor_role <> 'customer'`),
  // Limits that staff set, for their customer's page and for their end.
  index("operations_cpu_limits").on(t.tenancyId, t.startedAt.desc()).where(sql`kind = 'limit-cpu'`),
  // How long earlier reinstalls took.
  index("operations_reinstalls").on(t.endedAt.desc()).where(sql`kind = 'reinstall' and outcome = 'done'`),
]);
