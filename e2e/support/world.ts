import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DnsServer, startDnsServer } from "../../lib/hosts/network/testing/dns-server";
import type { ControlClient } from "../../lib/simulator/control/client";
import { startSimulator } from "../../lib/simulator/start";
import { copyDatabase } from "./database-template";
import { leaveLog, watchLog } from "./error-lines";
import { type Mailbox, startMailbox } from "./mailbox";
import {
  type AccountMaker,
  freePort,
  type PanelProcess,
  startAccountMaker,
  startPanel,
} from "./panel-process";

/** Found nowhere but where they belong: searched for in all that the panel builds, serves, logs and keeps. */
export const CANARIES = {
  rstackSecret: "canary-rstack-secret-7f3a09c2d1e8",
  authSecret: "canary-auth-secret-0123456789abcdef0123456789abcdef",
  /** What a customer makes a host's password. */
  hostPassword: "Canary-Host-7d21-pw-9QxT",
};

export const SSO_SECRET = "canary-sso-secret-0123456789abcdef0123456789";

export const PASSWORD = "correct horse battery 9";

/** A panel with its database and its master, wherever they run. */
export interface Core {
  url: string;
  simulator: {
    url: string;
    base: string;
    control: ControlClient;
    setListening(listening: boolean): Promise<unknown>;
  };
  env: Record<string, string>;
  folder: string;
  logFile: string;
  /** Makes an account and returns its username, a random one unless named; every one has `PASSWORD`. */
  account(kind: {
    role?: "customer" | "support" | "admin";
    userId?: string;
    username?: string;
  }): Promise<string>;
  /** A session of that account, as a Cookie header: for tests of something else than the sign-in. */
  session(username: string): Promise<string>;
}

/** The cookies of a `Cookie` header as a browser keeps them for `origin`. */
export const cookiesOf = (origin: string, header: string | null) =>
  (header ?? "")
    .split("; ")
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin };
    });

/** With what else the panel talks to, which runs in the test's own process. */
export interface World extends Core {
  mailbox: Mailbox;
  /** All that the panel's DNS knows. */
  dns: DnsServer;
}

export type Started<T extends Core> = T & { panel: PanelProcess; stop(): Promise<void> };

/** Waits are settings, so that tests see in seconds what takes a customer minutes. */
export const QUICK = {
  OPERATION_LIMIT_SECONDS: "8",
  OPERATION_REINSTALL_STUCK_SECONDS: "7",
  OPERATION_NOT_REACTING_SECONDS: "2",
  OPERATION_RESTART_SETTLE_SECONDS: "4",
  OPERATION_EMPTY_LIST_SECONDS: "0.5",
  LIVE_MOTION_SECONDS: "0.4",
  LIVE_OPEN_HOST_SECONDS: "1",
  LIVE_LIST_SECONDS: "2",
  LIVE_PROOF_SECONDS: "2",
  MIRROR_OWNER_SECONDS: "3",
  MIRROR_CONFIRM_SECONDS: "2",
  // Tests change the master behind the panel's back, and look at once.
  MIRROR_ANSWERS_SECONDS: "0",
  NOTIFICATION_LOOK_SECONDS: "1",
  // Tests count what the master is asked for.
  MONITOR_SHARE_PERCENT: "0",
  STATUS_CHECK_SECONDS: "2",
  STATUS_SECOND_LOOK_SECONDS: "2",
  RSTACK_RATE: "200",
};

/** For what measures: the waits that a provider runs with. */
export const USUAL_WAITS = {
  LOG_LEVEL: "warn",
  LIVE_OPEN_HOST_SECONDS: "5",
  LIVE_LIST_SECONDS: "20",
  LIVE_PROOF_SECONDS: "30",
  MIRROR_OWNER_SECONDS: "60",
  MIRROR_CONFIRM_SECONDS: "60",
  MIRROR_ANSWERS_SECONDS: "60",
  STATUS_CHECK_SECONDS: "45",
};
/** The same with the usual call budget. */
export const USUAL_SETTINGS = { ...USUAL_WAITS, RSTACK_RATE: "20" };

/** Set by the drill `dialects`: how the simulated masters of a run read the vendor's document. */
const DIALECT = process.env.SIMULATED_DIALECT ?? "";

export interface WorldOptions {
  fleet?: "demo" | number;
  dialect?: string;
  env?: Record<string, string>;
  /** By name, where a number would not do: passkeys are bound to names. */
  onLocalhost?: true;
}

export async function startWorld(options: WorldOptions = {}): Promise<Started<World>> {
  const [mailbox, dns] = await Promise.all([startMailbox(), startDnsServer()]);
  const env = { SMTP_URL: mailbox.url, DOMAIN_DNS: dns.address, ...options.env };
  const core = await startCore({ ...options, env });
  const stop = async () => {
    await core.stop();
    await mailbox.close();
    dns.close();
  };
  return { ...core, mailbox, dns, stop };
}

export async function startCore(options: WorldOptions): Promise<Started<Core>> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-e2e-"));
  // Root's PostgreSQL runs as a user of its own, who must get in.
  chmodSync(folder, 0o755);
  const logFile = path.join(folder, "panel.log");
  const simulator = await startSimulator({
    secret: CANARIES.rstackSecret,
    fleet: options.fleet ?? "demo",
    dialect: options.dialect ?? DIALECT,
    seed: 7,
    speed: 10,
    controlPort: 0,
    // The panel remembers the hosts of the tests before: one that came again by a number would be another host to it.
    keepNumbers: true,
  });
  const env = {
    ...QUICK,
    RSTACK_URL: simulator.url,
    RSTACK_SECRET: CANARIES.rstackSecret,
    AUTH_SECRET: CANARIES.authSecret,
    PANEL_DATA_DIR: path.join(folder, "data"),
    LOG_LEVEL: "debug",
    SSO_SECRET,
    INVITES_PER_MINUTE: "6000",
    CUSTOMER_FIELDS: "name,phone,email",
    // Most tests sign staff in by a password alone; second-factor.spec.ts has a world where that is not enough.
    STAFF_SECOND_FACTOR: "optional",
    ...options.env,
  };
  copyDatabase(env.PANEL_DATA_DIR);
  watchLog(logFile);
  const port = await freePort();
  const byName: Record<string, string> = options.onLocalhost ? { PANEL_URL: `http://localhost:${port}` } : {};
  const panel = await startPanel({ ...env, ...byName }, logFile, port);
  const url = options.onLocalhost ? `http://localhost:${port}` : panel.url;
  let started: AccountMaker | null = null;
  const maker = () => {
    started ??= startAccountMaker(core.env);
    return started;
  };
  const core: Started<Core> = {
    panel,
    url,
    simulator,
    env: { ...env, PANEL_URL: url },
    folder,
    logFile,
    async account({ role = "customer", userId, username = `t${randomBytes(5).toString("hex")}` }) {
      const owner = role === "customer" ? { userId: userId ?? "10001" } : {};
      await maker().add({ username, role, ...owner }, PASSWORD);
      return username;
    },
    session: (username) => maker().enter(username),
    async stop() {
      await started?.stop();
      await panel.stop();
      await simulator.close();
      leaveLog(logFile);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return core;
}
