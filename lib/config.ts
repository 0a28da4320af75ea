import { isIP } from "node:net";
import path from "node:path";
import type { z } from "zod";
import { oidcFaults, oidcOf } from "./accounts/oidc/settings";
import { consoleOrigins, isPanel } from "./console-hosts";
import { type ColumnNames, parseColumnNames } from "./rstack/column-names";
import { isNear } from "./rstack/plain-http";
import { Environment } from "./setting-defaults";
import { isLoopback } from "./setting-kinds";

// The one reader of the environment. An empty value is an unset one; every fault is named at once.

export const SETTING_NAMES: readonly string[] = Object.keys(Environment.shape);
export type Config = ReturnType<typeof shape>;

export const PLAIN_HTTP_TO_MASTER =
  "RSTACK_URL is plain http to a public address: whoever reads one call can sign others. Use https, or set RSTACK_ALLOW_HTTP=1 to allow it all the same";

function shape(env: z.output<typeof Environment>) {
  const panelUrl = new URL(env.PANEL_URL);
  return {
    rstack: {
      url: new URL(env.RSTACK_URL),
      secret: env.RSTACK_SECRET,
      /** The other one that the master may take, while the secret is changed. */
      previousSecret: env.RSTACK_SECRET_PREVIOUS ?? null,
      allowHttp: env.RSTACK_ALLOW_HTTP,
      callsPerSecond: env.RSTACK_RATE,
      ownerField: env.RSTACK_OWNER_FIELD,
      /** Other names of columns than ours, by action. */
      columns: columnsOf(env),
    },
    /** Each minute: requests of a token, operations of the provider's tokens, and their orders. */
    api: {
      requests: env.API_REQUESTS,
      fleetOperations: env.API_FLEET_OPERATIONS,
      orders: env.API_ORDERS,
    },
    /** Origin alone: no path, no trailing slash. */
    panelOrigin: panelUrl.origin,
    /** Cookies are `Secure` and named `__Host-…` only then: WebKit refuses such cookies over plain http, even on loopback. */
    overHttps: panelUrl.protocol === "https:",
    allowHttp: env.PANEL_ALLOW_HTTP,
    authSecret: env.AUTH_SECRET,
    /** Only unseals what was sealed before AUTH_SECRET was changed. */
    authSecretPrevious: env.AUTH_SECRET_PREVIOUS ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    /** The same database without the pooler that `databaseUrl` leads through. */
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? null,
    dataDir: env.PANEL_DATA_DIR ? path.resolve(env.PANEL_DATA_DIR) : null,
    /** The most at a time, for this instance. */
    connections: { requests: env.DATABASE_CONNECTIONS, background: env.DATABASE_BACKGROUND_CONNECTIONS },
    port: env.PORT,
    listenAddress: env.LISTEN_ADDRESS,
    trustedProxies: env.TRUSTED_PROXIES,
    /** From SIGTERM, while `/api/ready` says 503, until no more connections are taken. */
    drainDelayMs: env.DRAIN_DELAY_SECONDS,
    mail: env.SMTP_URL
      ? { url: env.SMTP_URL, from: env.MAIL_FROM ?? { name: null, address: `panel@${panelUrl.hostname}` } }
      : null,
    /** An e-mail address can be changed only where both addresses can be written to. */
    customerFields: env.CUSTOMER_FIELDS.filter((field) => field !== "email" || env.SMTP_URL !== undefined),
    /** Whether support, too, may allow changes while viewing as a customer. */
    supportMayChange: env.SUPPORT_MAY_CHANGE,
    /** Whether customers read by name who of the staff did something or looked. */
    supportNameShown: env.SUPPORT_NAME_SHOWN,
    /** Whether staff can do anything at all without a second factor. */
    staffNeedSecondFactor: env.STAFF_SECOND_FACTOR === "required",
    /** Keys for tickets of single sign-on; null where there is none. */
    sso:
      env.SSO_SECRET || env.SSO_PUBLIC_KEY
        ? {
            secret: env.SSO_SECRET ?? null,
            publicKey: env.SSO_PUBLIC_KEY ?? null,
            audience: env.SSO_AUDIENCE ?? panelUrl.origin,
          }
        : null,
    /** The OpenID provider; null where there is none. */
    oidc: oidcOf(env),
    /** Who is mailed when something is wrong; null: nobody. */
    alertEmail: env.ALERT_EMAIL ?? null,
    /** Whoever has it may read `/api/metrics`; null: there are none. */
    metricsToken: env.METRICS_TOKEN ?? null,
    invitesPerMinute: env.INVITES_PER_MINUTE,
    /** Of mails to people who have chosen none yet. */
    defaultLocale: env.DEFAULT_LANGUAGE,
    passwordToRstack: env.PASSWORD_TO_RSTACK,
    loginIpToRstack: env.LOGIN_IP_TO_RSTACK,
    emailVerifiedToRstack: env.EMAIL_VERIFIED_TO_RSTACK,
    /** What staff set on the settings page goes over it: pages ask `lib/provider/settings.ts`. */
    provider: {
      name: env.PROVIDER_NAME,
      letters: env.PROVIDER_MARK ?? null,
      accent: env.PROVIDER_ACCENT ?? null,
      support: env.SUPPORT_URL,
      order: env.ORDER_URL,
      pay: env.PAY_URL,
      legal: env.LEGAL_LINKS,
    },
    handover: env.HANDOVER === "on",
    people: env.PEOPLE === "on",
    statusPage: env.STATUS_PAGE === "on",
    /** Whether browsers get the service worker, which shows a page of its own while the panel can't be reached. */
    serviceWorker: env.SERVICE_WORKER === "on" && !inDevelopment,
    sessions: {
      customer: { idleMs: env.SESSION_CUSTOMER_IDLE_SECONDS, maxMs: env.SESSION_CUSTOMER_MAX_SECONDS },
      staff: { idleMs: env.SESSION_STAFF_IDLE_SECONDS, maxMs: env.SESSION_STAFF_MAX_SECONDS },
    },
    status: { checkMs: env.STATUS_CHECK_SECONDS, secondLookMs: env.STATUS_SECOND_LOOK_SECONDS },
    operations: {
      limitMs: env.OPERATION_LIMIT_SECONDS,
      reinstallLimitMs: env.OPERATION_REINSTALL_LIMIT_SECONDS,
      reinstallStuckMs: env.OPERATION_REINSTALL_STUCK_SECONDS,
      restoreLimitMs: env.OPERATION_RESTORE_LIMIT_SECONDS,
      notReactingMs: env.OPERATION_NOT_REACTING_SECONDS,
      restartSettleMs: env.OPERATION_RESTART_SETTLE_SECONDS,
      /** At least this long apart, two empty lists confirm each other. */
      emptyListMs: env.OPERATION_EMPTY_LIST_SECONDS,
      /** So long after its `0`, or after a sending without an answer, what nothing confirms is unconfirmed. */
      noEvidenceMs: env.OPERATION_NO_EVIDENCE_SECONDS,
    },
    /** One command for many hosts: how many at once, and how often an account may in 24 hours. */
    batch: { hosts: env.BATCH_HOSTS, perDay: env.BATCHES_PER_DAY },
    schedulesPerHost: env.SCHEDULES_PER_HOST,
    live: {
      motionMs: env.LIVE_MOTION_SECONDS,
      openHostMs: env.LIVE_OPEN_HOST_SECONDS,
      listMs: env.LIVE_LIST_SECONDS,
      proofMs: env.LIVE_PROOF_SECONDS,
    },
    mirror: {
      ownerMs: env.MIRROR_OWNER_SECONDS,
      fleetMs: env.MIRROR_FLEET_SECONDS,
      fleetStaffMs: env.MIRROR_FLEET_STAFF_SECONDS,
      confirmMs: env.MIRROR_CONFIRM_SECONDS,
      answersMs: env.MIRROR_ANSWERS_SECONDS,
    },
    /** Who is asked whether a bound domain leads to its host: the system's own servers, these, or nobody. */
    domainDns: env.DOMAIN_DNS,
    deny: { domains: env.DOMAIN_DENY_LIST, ports: env.PORT_DENY_LIST },
    /** `adapter`: `post`, `get`, or a module's absolute path. Without hosts there are no consoles. */
    console: {
      hosts: env.CONSOLE_HOSTS,
      adapter: /^(post|get)$/.test(env.CONSOLE_ADAPTER)
        ? env.CONSOLE_ADAPTER
        : path.resolve(env.CONSOLE_ADAPTER),
    },
    notifications: {
      /** At the most one mail to an account in this time, beside those of its safety. */
      mailMs: env.NOTIFICATION_MAIL_SECONDS,
      /** How often traffic is looked at, and what waits to be sent. */
      lookMs: env.NOTIFICATION_LOOK_SECONDS,
      /** How old the state of a host may be that nobody sees, and whose customer is told elsewhere; 0: as old as it gets. */
      watchMs: env.NOTIFICATION_WATCH_SECONDS,
    },
    keep: {
      ledgerDays: env.KEEP_LEDGER_DAYS,
      endedSessionsDays: env.KEEP_SESSIONS_DAYS,
      notificationsDays: env.KEEP_NOTIFICATIONS_DAYS,
      monitorDays: env.MONITOR_KEEP_DAYS,
    },
    monitor: {
      diskUnit: env.MONITOR_DISK_UNIT,
      networkUnit: env.MONITOR_NETWORK_UNIT,
      /** Of the call budget, for samples that nobody looks at; 0: none are read, and alarms see what others read. */
      share: env.MONITOR_SHARE_PERCENT / 100,
    },
    logLevel: env.LOG_LEVEL,
  };
}

export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings are not complete:\n${faults.map((f) => `  - ${f}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

/** Every fault at once. Values never stand in them: a setting can be a secret. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v.trim() !== ""));
  const parsed = Environment.safeParse(set);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((i) => {
        const name = String(i.path[0]);
        return set[name] === undefined ? `${name} is not set` : `${name}: ${i.message}`;
      });
  faults.push(...masterUrlFaults(set.RSTACK_URL, set.RSTACK_ALLOW_HTTP === "1"));
  faults.push(...panelUrlFaults(set.PANEL_URL, set.PANEL_ALLOW_HTTP === "1"));
  if (parsed.success) {
    faults.push(...[consoleFaults, columnFaults, mailFaults, oidcFaults].flatMap((of) => of(parsed.data)));
  }
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(faults);
  }
  return shape(parsed.data);
}

type ColumnSettings = Pick<z.output<typeof Environment>, "RSTACK_COLUMNS" | "RSTACK_OWNER_FIELD">;

const readColumns = (env: ColumnSettings) => parseColumnNames(env.RSTACK_COLUMNS, env.RSTACK_OWNER_FIELD);

function columnsOf(env: ColumnSettings): ColumnNames {
  const read = readColumns(env);
  return read.ok ? read.columns : {};
}

function columnFaults(env: ColumnSettings): string[] {
  const read = readColumns(env);
  return read.ok ? [] : read.faults.map((fault) => `RSTACK_COLUMNS: ${fault}`);
}

function mailFaults({ ALERT_EMAIL, SMTP_URL }: z.output<typeof Environment>): string[] {
  return ALERT_EMAIL && !SMTP_URL ? ["ALERT_EMAIL needs SMTP_URL: without it nothing can be mailed"] : [];
}

function consoleFaults(env: z.output<typeof Environment>): string[] {
  const own = consoleOrigins(env.CONSOLE_HOSTS).some((origin) => isPanel(origin, env.PANEL_URL));
  return own
    ? [
        "CONSOLE_HOSTS names the panel's own host: its cookies would be sent to the console. Give the console a name of its own",
      ]
    : [];
}

/** Of a name, `npm start` asks DNS and the client looks at each connect: here only addresses can be judged. */
function masterUrlFaults(text: string | undefined, allowHttp: boolean): string[] {
  const url = text && URL.canParse(text) ? new URL(text) : null;
  const address = url?.hostname.replace(/^\[|\]$/g, "") ?? "";
  return url?.protocol === "http:" && !allowHttp && isIP(address) !== 0 && !isNear(address)
    ? [PLAIN_HTTP_TO_MASTER]
    : [];
}

function panelUrlFaults(text: string | undefined, allowHttp: boolean): string[] {
  if (!text || !URL.canParse(text)) {
    return [];
  }
  const url = new URL(text);
  const faults = [];
  if (url.pathname !== "/" || url.search || url.hash || url.username || url.password) {
    faults.push("PANEL_URL is the public origin alone: scheme, host and port, nothing after them");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowHttp) {
    faults.push(
      "PANEL_URL is plain http to an address that is not loopback: passwords would travel in clear. Use https, or set PANEL_ALLOW_HTTP=1 to allow it all the same",
    );
  }
  return faults;
}

let read: Config | undefined;
/** Parsed once, at the first call. Throws `ConfigError`. */
export function config(): Config {
  read ??= parseConfig(process.env);
  return read;
}

/** For the log, which is needed before the settings were read and when they are wrong. */
export function logLevel(): Config["logLevel"] {
  const parsed = Environment.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL || undefined);
  return parsed.success ? parsed.data : "info";
}

/** next-auth reads these two from the environment itself. */
export function settingsForNextAuth(settings: Config): void {
  process.env.NEXTAUTH_URL = settings.panelOrigin;
  process.env.NEXTAUTH_SECRET = settings.authSecret;
}

/** `next dev`, and nothing else: a test or a production server is none. */
export const inDevelopment = process.env.NODE_ENV === "development";
