import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import type { NewAccount } from "../../lib/accounts/create-account";
import { clusterOf, readPassword, USER } from "../../lib/db/embedded/cluster";

/**
 * A port of loopback that nobody listens on now, below those that the system gives to connections: else one of them could take
 * it before a panel has started.
 */
export async function freePort(): Promise<number> {
  const port = 12_000 + Math.floor(Math.random() * 18_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return isFree ? port : freePort();
}

export interface PanelProcess {
  url: string;
  process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** The settings and nothing of the test run's own environment. */
export const bare = (env: Record<string, string>): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  ...env,
});

/** `npm start` as a provider runs it, resolved once `/api/health` answers. All it prints goes to `logFile`. */
export async function startPanel(
  env: Record<string, string>,
  logFile: string,
  wantedPort?: number,
): Promise<PanelProcess> {
  const port = wantedPort ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["lib/cli/start.mjs"], {
    env: bare({ PANEL_URL: url, ...env, PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: "a" });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null && child.pid) {
      // The group: a kill -9 of the panel must take Next's own process with it.
      process.kill(signal === "SIGKILL" ? -child.pid : child.pid, signal);
    }
    await exited;
  };
  const until = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The panel ended with ${child.exitCode}; see ${logFile}`);
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return { url, process: child, stop };
    if (Date.now() > until) {
      await stop("SIGKILL");
      throw new Error(`The panel did not answer in 60 s; see ${logFile}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What the process that makes accounts is asked for, as a line of JSON. */
export type Wanted = { add: NewAccount; password: string } | { enter: string };

export interface AccountMaker {
  add(account: NewAccount, password: string): Promise<void>;
  /** A session of that account, as a Cookie header. */
  enter(username: string): Promise<string>;
  stop(): Promise<void>;
}

/** `compiled` names the variable with its compiled form, which a run of the tests has and a drill hasn't. */
export const ACCOUNT_MAKER = { script: "e2e/support/account-maker.ts", compiled: "PANEL_E2E_ACCOUNT_MAKER" };

/** Makes accounts and sessions beside a running panel, in a process that stays. */
export function startAccountMaker(env: Record<string, string>): AccountMaker {
  const compiled = process.env[ACCOUNT_MAKER.compiled];
  const script = compiled ? [compiled] : ["--import", "tsx", ACCOUNT_MAKER.script];
  const child = spawn(process.execPath, ["--conditions=react-server", ...script], {
    env: bare({ ...env, LOG_LEVEL: "silent" }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ENDED = "the process that makes accounts has ended";
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const next = () => new Promise<string>((resolve) => (hasEnded() ? resolve(ENDED) : waiting.push(resolve)));
  child.stdin.on("error", () => {});
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  gone.then(() => {
    for (const tell of waiting.splice(0)) tell(ENDED);
  });
  const ready = next();
  // One after another: each answer belongs to the oldest question.
  let turn: Promise<unknown> = ready;
  const ask = (wanted: Wanted): Promise<string> => {
    const made = turn.then(async () => {
      const answer = next();
      child.stdin.write(`${JSON.stringify(wanted)}\n`);
      const line = await answer;
      if (!line.startsWith("done ")) {
        throw new Error(line);
      }
      return line.slice("done ".length);
    });
    turn = made.catch(() => {});
    return made;
  };
  return {
    async add(account, password) {
      await ask({ add: account, password });
    },
    enter: (username) => ask({ enter: username }),
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}

/** The address of the PostgreSQL that a panel started for itself, for a second instance beside it. */
export function embeddedDatabaseUrl(dataDir: string): string {
  const home = path.join(dataDir, "postgres");
  const [, , , port, socketFolder] = readFileSync(path.join(clusterOf(home), "postmaster.pid"), "utf8").split(
    "\n",
  );
  const query = new URLSearchParams({ host: socketFolder ?? "", port: port ?? "" });
  return `postgresql://${USER}:${encodeURIComponent(readPassword(home))}@localhost/panel?${query}`;
}
