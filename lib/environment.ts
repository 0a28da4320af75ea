import { isIP } from "node:net";
import { z } from "zod";
import { accentOf } from "./provider/accent";
import { parseLegalLinks, parseLink } from "./provider/link";
import { parseLinkPattern } from "./provider/link-pattern";
import { isLetters, PANEL_NAME } from "./provider/provider-view";
import { consoleHosts, dnsServers, ed25519Key, flag, list, seconds } from "./setting-kinds";

/** What customers may change of their own RStack row. */
const OWN_FIELDS = ["name", "phone", "email"] as const;
const ownFields = list.pipe(z.array(z.enum(OWN_FIELDS)));

/** As it may stand in a page. */
const link = z
  .string()
  .refine((text) => parseLink(text) !== null, "not an https://, mailto: or tel: link")
  .transform(parseLink)
  .default(null);
const linkPattern = z
  .string()
  .refine(
    (text) => parseLinkPattern(text) !== null,
    "not an https://, mailto: or tel: link, or with braces that are neither {customer} nor {host}",
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

/** Every setting by its name in the environment: what it may be, and what it is where it isn't set. */
export const Environment = z.object({
  RSTACK_URL: z.url({ protocol: /^https?$/ }),
  RSTACK_SECRET: z.string().min(1),
  PANEL_URL: z.url({ protocol: /^https?$/ }),
  AUTH_SECRET: z.string().min(32, "at least 32 characters"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "not a postgres:// address" }).optional(),
  PANEL_DATA_DIR: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(4).max(500).default(10),
  DATABASE_BACKGROUND_CONNECTIONS: z.coerce.number().int().min(4).max(500).default(6),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  LISTEN_ADDRESS: z
    .string()
    .refine((a) => a === "localhost" || isIP(a) !== 0, "not an IP address")
    .default("127.0.0.1"),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  RSTACK_ALLOW_HTTP: flag,
  PANEL_ALLOW_HTTP: flag,
  RSTACK_RATE: z.coerce.number().positive().default(20),
  RSTACK_OWNER_FIELD: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)
    .default("userid"),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "not an smtp:// or smtps:// address" }).optional(),
  MAIL_FROM: z.string().max(200).optional(),
  CUSTOMER_FIELDS: ownFields,
  SSO_SECRET: z.string().min(32, "at least 32 characters").optional(),
  SSO_PUBLIC_KEY: ed25519Key.optional(),
  SSO_AUDIENCE: z.string().max(200).optional(),
  INVITES_PER_MINUTE: z.coerce.number().positive().max(6000).default(30),
  DEFAULT_LANGUAGE: z.enum(["en", "zh-CN"]).default("en"),
  PASSWORD_TO_RSTACK: flag,
  SUPPORT_MAY_CHANGE: flag,
  SUPPORT_NAME_SHOWN: z
    .enum(["0", "1"])
    .default("1")
    .transform((v) => v === "1"),
  STAFF_SECOND_FACTOR: z.enum(["required", "optional"]).default("required"),
  PROVIDER_NAME: z.string().max(40).default(PANEL_NAME),
  PROVIDER_MARK: z.string().refine(isLetters, "one or two letters").optional(),
  PROVIDER_ACCENT: accent,
  SUPPORT_URL: link,
  ORDER_URL: linkPattern,
  PAY_URL: linkPattern,
  LEGAL_LINKS: legalLinks,
  SESSION_CUSTOMER_IDLE_SECONDS: seconds(24 * 3600),
  SESSION_CUSTOMER_MAX_SECONDS: seconds(30 * 24 * 3600),
  SESSION_STAFF_IDLE_SECONDS: seconds(30 * 60),
  SESSION_STAFF_MAX_SECONDS: seconds(8 * 3600),
  STATUS_CHECK_SECONDS: seconds(45),
  STATUS_SECOND_LOOK_SECONDS: seconds(20),
  OPERATION_LIMIT_SECONDS: seconds(600),
  OPERATION_REINSTALL_LIMIT_SECONDS: seconds(7_200),
  OPERATION_REINSTALL_STUCK_SECONDS: seconds(1_200),
  OPERATION_RESTORE_LIMIT_SECONDS: seconds(7_200),
  OPERATION_NOT_REACTING_SECONDS: seconds(300),
  OPERATION_RESTART_SETTLE_SECONDS: seconds(60),
  LIVE_MOTION_SECONDS: seconds(1.5),
  LIVE_OPEN_HOST_SECONDS: seconds(5),
  LIVE_LIST_SECONDS: seconds(20),
  LIVE_PROOF_SECONDS: seconds(30),
  MIRROR_OWNER_SECONDS: seconds(60),
  MIRROR_FLEET_SECONDS: seconds(300),
  MIRROR_FLEET_STAFF_SECONDS: seconds(900),
  MIRROR_CONFIRM_SECONDS: seconds(60),
  DOMAIN_DENY_LIST: list,
  DOMAIN_DNS: dnsServers,
  PORT_DENY_LIST: list.pipe(z.array(z.coerce.number<string>().int().min(1).max(65_535))),
  CONSOLE_HOSTS: consoleHosts,
  CONSOLE_ADAPTER: z
    .string()
    .refine((way) => /^(post|get|.+\.m?js)$/.test(way), "post, get, or the path of a .mjs or .js module")
    .default("post"),
  KEEP_LEDGER_DAYS: z.coerce.number().int().positive().default(730),
  MONITOR_KEEP_DAYS: z.coerce.number().int().min(31).max(4000).default(400),
  MONITOR_DISK_UNIT: z.string().max(12).default("MB/s"),
  MONITOR_NETWORK_UNIT: z.string().max(12).default("kB/s"),
  KEEP_SESSIONS_DAYS: z.coerce.number().int().positive().default(90),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
