import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";

/** A port of loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(address)));
    });
  });
}

export interface PanelProcess {
  url: string;
  process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** The settings and nothing of the test run's own environment. */
const bare = (env: Record<string, string>): NodeJS.ProcessEnv => ({
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
  const child = spawn(process.execPath, ["lib/commands/start.mjs"], {
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

/** `npm run account -- add …` beside the running panel; the password goes in on standard input. */
export function addAccount(env: Record<string, string>, args: string[], password: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "lib/commands/account.ts", "add", ...args],
      { env: bare(env) },
    );
    let printed = "";
    child.stdout.on("data", (piece) => {
      printed += piece;
    });
    child.stderr.on("data", (piece) => {
      printed += piece;
    });
    child.once("exit", (code) => (code === 0 ? resolve(printed) : reject(new Error(printed))));
    child.stdin.end(`${password}\n`);
  });
}
