import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { startSimulator } from "../../lib/simulator/start";
import { SharedDatabase } from "../torture/database";
import { freePort } from "./panel-process";
import { percentile } from "./percentile";
import { callAction, exportedActions } from "./wire";
import { CANARIES, QUICK } from "./world";

// Two instances behind Debian's nginx with deploy/nginx.conf, and what customers ask of them meanwhile. For drills.

/** Between two requests, a third of which are forms. */
export const EACH_MS = 100;
const SLOW_MS = 1_000;
const NGINX = "/usr/sbin/nginx";

// The certificate is made here, for loopback.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
process.removeAllListeners("warning");

/**
 * What two instances need: a simulated master, a database, nginx in front of their ports, and their settings. `ended` gets how
 * each of them ends.
 */
export async function startSurroundings(folder: string, ended: (() => unknown)[]) {
  const master = { secret: CANARIES.rstackSecret, fleet: "demo", seed: 7, speed: 10 } as const;
  const simulator = await startSimulator(master);
  ended.unshift(() => simulator.close());
  const database = await SharedDatabase.start(folder);
  ended.unshift(() => database.stop());
  const ports: [number, number] = [await freePort(), await freePort()];
  const nginx = await startNginx(folder, ports);
  ended.unshift(() => nginx.child.kill("SIGQUIT"));
  const env = {
    ...QUICK,
    RSTACK_URL: simulator.url,
    RSTACK_SECRET: CANARIES.rstackSecret,
    AUTH_SECRET: CANARIES.authSecret,
    DATABASE_URL: database.url,
    PANEL_URL: nginx.url,
    TRUSTED_PROXIES: "1",
    DOMAIN_DNS: "off",
  };
  return { database, ports, url: nginx.url, env };
}

/** `deploy/nginx.conf` on free ports, in front of instances on these. Needs nginx and openssl. */
async function startNginx(
  folder: string,
  panels: [number, number],
): Promise<{ url: string; child: ChildProcess }> {
  const [plain, tls] = [await freePort(), await freePort()];
  const [key, certificate] = [path.join(folder, "panel.key"), path.join(folder, "panel.crt")];
  const subject = ["-subj", "/CN=localhost", "-days", "1"];
  spawnSync("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    certificate,
    ...subject,
  ]);
  const site = readFileSync("deploy/nginx.conf", "utf8")
    .replace("127.0.0.1:3000", `127.0.0.1:${panels[0]}`)
    .replace("127.0.0.1:3001", `127.0.0.1:${panels[1]}`)
    .replaceAll("panel.example.com", "localhost")
    .replace("listen 80;", `listen 127.0.0.1:${plain};`)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${tls} ssl;`)
    .replaceAll("/var/log/nginx/rstack-panel.log", path.join(folder, "nginx-access.log"))
    .replace("/etc/ssl/panel.crt", certificate)
    .replace("/etc/ssl/panel.key", key);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${path.join(folder, name)};`,
  );
  const conf = path.join(folder, "nginx.conf");
  writeFileSync(
    conf,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx-error.log;
events {}
http { ${temporary.join(" ")}
${site}
}`,
  );
  const child = spawn(NGINX, ["-c", conf], { stdio: "inherit" });
  return { url: `https://localhost:${tls}`, child };
}

interface Seen {
  what: string;
  ms: number;
  fault: string | null;
}

/** One request; a fault is a status that a person would see as an error, or no answer at all. */
async function timed(what: string, ask: () => Promise<string | null>): Promise<Seen> {
  const began = performance.now();
  const fault = await ask().catch((error: unknown) => {
    const cause = error instanceof Error ? error.cause : null;
    return `${error} ${cause instanceof Error ? cause.message : ""}`;
  });
  return { what, ms: performance.now() - began, fault };
}

/** What is asked in turn: a page, a list, a form. */
export function requests(url: string, cookie: string): ((n: number) => Promise<Seen>)[] {
  const get = (where: string) => () =>
    timed(where, async () => {
      const answer = await fetch(url + where, { headers: { cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      return answer.status === 200 ? null : `status ${answer.status}`;
    });
  const action = exportedActions().find(({ name }) => name === "setTheme")?.id ?? "";
  const post = (n: number) =>
    timed("a form", async () => {
      const theme = n % 2 ? "dark" : "light";
      const { status, text } = await callAction({ origin: url, cookie }, action, { theme });
      return status === 200 && text.includes('"ok":true') ? null : `status ${status} ${text.slice(0, 100)}`;
    });
  return [get("/hosts"), get("/api/hosts"), post];
}

/** Asks until it is over. */
export async function load(url: string, cookie: string, until: { over: boolean }): Promise<Seen[]> {
  const kinds = requests(url, cookie);
  const all: Promise<Seen>[] = [];
  for (let n = 0; !until.over; n++) {
    const ask = kinds[n % kinds.length];
    if (ask) all.push(ask(n));
    await wait(EACH_MS);
  }
  return Promise.all(all);
}

/** Prints what failed and how long requests took. True where all were answered. */
export function reportRequests(seen: Seen[], during: string): boolean {
  const failed = seen.filter(({ fault }) => fault !== null);
  for (const { what, fault, ms } of failed.slice(0, 10)) {
    console.log(`failed after ${Math.round(ms)} ms: ${what}: ${fault}`);
  }
  const times = seen.map(({ ms }) => ms).sort((a, b) => a - b);
  const slow = times.filter((ms) => ms > SLOW_MS).length;
  const [p95, worst] = [percentile(times, 0.95), times.at(-1) ?? 0];
  const ok = failed.length === 0 && seen.length > 0;
  console.log(
    `${ok ? "ok" : "FAILED"}: ${failed.length} of ${seen.length} requests failed in ${during}; p95 ${Math.round(p95)} ms, worst ${Math.round(worst)} ms, ${slow} over a second`,
  );
  return ok;
}
