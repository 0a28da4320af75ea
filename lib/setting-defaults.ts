import { isIP } from "node:net";
import { z } from "zod";
import { accentOf } from "./provider/accent";
import { parseLegalLinks } from "./provider/link";
import { parseLinkPattern } from "./provider/link-pattern";
import { isLetters, PANEL_NAME } from "./provider/provider-view";
import {
  claimRoles,
  consoleHosts,
  dnsServers,
  ed25519Key,
  flag,
  issuerAddress,
  list,
  mailServer,
  number,
  seconds,
  sender,
  webAddress,
  whole,
} from "./setting-kinds";

const DAY = 24 * 3600;

/** What customers may change of their own RStack row. */
const OWN_FIELDS = ["name", "phone", "email"] as const;
const ownFields = list.pipe(z.array(z.enum(OWN_FIELDS)));

/** As it may stand in a page. */
const linkPattern = z
  .string()
  .refine(
    (text) => parseLinkPattern(text) !== null,
    "not an https://, mailto: or tel: link, or with braces other than {customer}, {host} and {operation}",
  )
  .transform(parseLinkPattern)
  .default(null);
const accent = z
  .string()
  .refine(
    (hex) => accentOf(hex).ok,
    "a colour as #rrggbb, and neither a red (danger) nor the purple of viewing as a customer",
  )
  .optional();
const legalLinks = z
  .string()
  .default("")
  .refine(
    (text) => parseLegalLinks(text) !== null,
    "up to four of NAME/名称=https://…, with “; ” between them",
  )
  .transform((text) => parseLegalLinks(text) ?? []);

/** libpq's list of servers, in the address or as `host=`, which the panel's driver can't read. */
const SEVERAL_SERVERS = /^postgres(ql)?:\/\/([^/?]*@)?[^/?@]*,[^/?@]*([/?]|$)|[?&]host=[^&]*(,|%2c)/i;

/** A password with a / or # makes the address one that can't be read. */
const notDatabase = ({ input }: { input?: unknown }) =>
  SEVERAL_SERVERS.test(String(input))
    ? ONE_SERVER
    : /^postgres(ql)?:\/\/.*@/.test(String(input))
      ? "not a postgres:// address that can be read: write special characters of the password as %XX (/ as %2F, # as %23, @ as %40)"
      : "not a postgres:// address";
const ONE_SERVER =
  "names several servers, and the panel connects to one. For fail-over name a virtual address or a proxy that leads to the primary";
const isDatabase = (text: string): boolean =>
  URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol) && !SEVERAL_SERVERS.test(text);
const databaseAddress = z.string().refine(isDatabase, { error: notDatabase }).optional();

/** Every setting by its name in the environment: what it may be, and what it is where it isn't set. */
export const Environment = z.object({
  RSTACK_URL: webAddress,
  RSTACK_SECRET: z.string().min(1),
  RSTACK_SECRET_PREVIOUS: z.string().min(1).optional(),
  PANEL_URL: z.url({ protocol: /^https?$/ }),
  AUTH_SECRET: z.string().min(32, "at least 32 characters"),
  AUTH_SECRET_PREVIOUS: z.string().min(32, "at least 32 characters").optional(),
  DATABASE_URL: databaseAddress,
  DATABASE_DIRECT_URL: databaseAddress,
  PANEL_DATA_DIR: z.string().optional(),
  DATABASE_CONNECTIONS: whole(10, 4, 500),
  DATABASE_BACKGROUND_CONNECTIONS: whole(6, 4, 500),
  PORT: whole(3000, 1, 65_535),
  LISTEN_ADDRESS: z
    .string()
    .refine((a) => a === "localhost" || isIP(a) !== 0, "not an IP address")
    .default("127.0.0.1"),
  TRUSTED_PROXIES: z.union([z.literal("direct"), whole(0, 0, 10)], "not a number from 0 to 10, nor `direct`"),
  DRAIN_DELAY_SECONDS: seconds(0, 0, 10),
  RSTACK_ALLOW_HTTP: flag,
  PANEL_ALLOW_HTTP: flag,
  API_REQUESTS: whole(300, 10, 100_000),
  API_FLEET_OPERATIONS: whole(300, 10, 100_000),
  API_ORDERS: whole(30, 1, 10_000),
  RSTACK_RATE: number(20, 0.1, 5_000),
  RSTACK_OWNER_FIELD: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)
    .default("userid"),
  RSTACK_COLUMNS: z.string().max(4_000).default(""),
  SMTP_URL: mailServer.optional(),
  MAIL_FROM: sender.optional(),
  CUSTOMER_FIELDS: ownFields,
  SSO_SECRET: z.string().min(32, "at least 32 characters").optional(),
  SSO_PUBLIC_KEY: ed25519Key.optional(),
  SSO_AUDIENCE: z.string().max(200).optional(),
  OIDC_ISSUER: issuerAddress.optional(),
  OIDC_CLIENT_ID: z.string().max(255).optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_FOR: z.enum(["staff", "everybody"]).default("staff"),
  OIDC_NAME: z.string().max(40).optional(),
  OIDC_SCOPES: z
    .string()
    .default("openid email profile")
    .refine((text) => text.split(" ").includes("openid"), "without openid it is no OpenID Connect"),
  OIDC_ROLES: claimRoles,
  OIDC_SECOND_FACTOR: list,
  OIDC_PASSWORD_ADMIN: z.string().max(64).optional(),
  ALERT_EMAIL: z.email("no e-mail address").optional(),
  METRICS_TOKEN: z.string().min(16, "at least 16 characters").optional(),
  INVITES_PER_MINUTE: number(30, 0.1, 6_000),
  DEFAULT_LANGUAGE: z.enum(["en", "zh-CN"]).default("en"),
  PASSWORD_TO_RSTACK: flag,
  LOGIN_IP_TO_RSTACK: flag,
  EMAIL_VERIFIED_TO_RSTACK: flag,
  SUPPORT_MAY_CHANGE: flag,
  SUPPORT_NAME_SHOWN: z
    .enum(["0", "1"])
    .default("1")
    .transform((v) => v === "1"),
  STAFF_SECOND_FACTOR: z.enum(["required", "optional"]).default("required"),
  HANDOVER: z.enum(["on", "off"]).default("off"),
  PEOPLE: z.enum(["on", "off"]).default("on"),
  STATUS_PAGE: z.enum(["on", "off"]).default("off"),
  SERVICE_WORKER: z.enum(["on", "off"]).default("on"),
  PROVIDER_NAME: z.string().max(40).default(PANEL_NAME),
  PROVIDER_MARK: z.string().refine(isLetters, "one or two letters").optional(),
  PROVIDER_ACCENT: accent,
  SUPPORT_URL: linkPattern,
  ORDER_URL: linkPattern,
  PAY_URL: linkPattern,
  LEGAL_LINKS: legalLinks,
  SESSION_CUSTOMER_IDLE_SECONDS: seconds(DAY, 60, 90 * DAY),
  SESSION_CUSTOMER_MAX_SECONDS: seconds(30 * DAY, 60, 365 * DAY),
  SESSION_STAFF_IDLE_SECONDS: seconds(30 * 60, 60, 30 * DAY),
  SESSION_STAFF_MAX_SECONDS: seconds(8 * 3600, 60, 30 * DAY),
  STATUS_CHECK_SECONDS: seconds(45, 1, 3600),
  STATUS_SECOND_LOOK_SECONDS: seconds(20, 0.1, 3600),
  OPERATION_LIMIT_SECONDS: seconds(600, 1, DAY),
  OPERATION_REINSTALL_LIMIT_SECONDS: seconds(7_200, 1, 7 * DAY),
  OPERATION_REINSTALL_STUCK_SECONDS: seconds(1_200, 1, 7 * DAY),
  OPERATION_RESTORE_LIMIT_SECONDS: seconds(7_200, 1, 7 * DAY),
  OPERATION_NOT_REACTING_SECONDS: seconds(300, 1, DAY),
  OPERATION_RESTART_SETTLE_SECONDS: seconds(60, 0.5, 3600),
  OPERATION_EMPTY_LIST_SECONDS: seconds(3, 0.1, 30),
  OPERATION_NO_EVIDENCE_SECONDS: seconds(60, 0.5, DAY),
  LIVE_MOTION_SECONDS: seconds(1.5, 0.05, 60),
  LIVE_OPEN_HOST_SECONDS: seconds(5, 0.1, 600),
  LIVE_LIST_SECONDS: seconds(20, 0.1, 3600),
  LIVE_PROOF_SECONDS: seconds(30, 0.1, 600),
  MIRROR_OWNER_SECONDS: seconds(60, 0.1, DAY),
  MIRROR_FLEET_SECONDS: seconds(300, 0.1, DAY),
  MIRROR_FLEET_STAFF_SECONDS: seconds(900, 0.1, DAY),
  MIRROR_CONFIRM_SECONDS: seconds(60, 0.1, DAY),
  MIRROR_ANSWERS_SECONDS: seconds(60, 0, 3600),
  DOMAIN_DENY_LIST: list,
  DOMAIN_DNS: dnsServers,
  PORT_DENY_LIST: list.pipe(z.array(z.coerce.number<string>().int().min(1).max(65_535))),
  CONSOLE_HOSTS: consoleHosts,
  CONSOLE_ADAPTER: z
    .string()
    .refine((way) => /^(post|get|.+\.m?js)$/.test(way), "post, get, or the path of a .mjs or .js module")
    .default("post"),
  BATCH_HOSTS: whole(200, 1, 1_000),
  BATCHES_PER_DAY: whole(50, 1, 10_000),
  NOTIFICATION_MAIL_SECONDS: seconds(600, 1, DAY),
  NOTIFICATION_LOOK_SECONDS: seconds(60, 0.1, 3600),
  NOTIFICATION_WATCH_SECONDS: seconds(300, 0, DAY),
  KEEP_NOTIFICATIONS_DAYS: whole(90, 1, 3_650),
  SCHEDULES_PER_HOST: whole(5, 0, 50),
  KEEP_LEDGER_DAYS: whole(730, 1, 36_500),
  MONITOR_KEEP_DAYS: whole(400, 31, 4_000),
  MONITOR_SHARE_PERCENT: whole(20, 0, 50),
  MONITOR_DISK_UNIT: z.string().max(12).default("MB/s"),
  MONITOR_NETWORK_UNIT: z.string().max(12).default("kB/s"),
  KEEP_SESSIONS_DAYS: whole(90, 1, 3_650),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
