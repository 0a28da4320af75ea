/**
 * Two instances behind Debian's nginx with deploy/nginx.conf, restarted one after another under ten requests a second,
 * a third of them forms. Exit code 1 where one request fails, or where nginx repeats a form that an instance took and never
 * answered. Then one instance alone is restarted, to see how long it is away. Needs nginx and openssl.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { startSimulator } from "../../lib/simulator/start";
import { freePort, type PanelProcess, startAccountMaker, startPanel } from "../support/panel-process";
import { percentile } from "../support/percentile";
import { callAction, exportedActions, signInByForm } from "../support/wire";
import { CANARIES, PASSWORD, QUICK } from "../support/world";
import { SharedDatabase } from "../torture/database";

const EACH_MS = 100;
const ROUNDS = 2;
/** Before, between and after restarts. */
const CALM_MS = 3_000;
const SLOW_MS = 1_000;
const NGINX = "/usr/sbin/nginx";

// The certificate is made here, for loopback.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
process.removeAllListeners("warning");

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
http { access_log ${folder}/nginx-access.log; ${temporary.join(" ")}
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

function requests(url: string, cookie: string): ((n: number) => Promise<Seen>)[] {
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

async function load(url: string, cookie: string, until: { over: boolean }): Promise<Seen[]> {
  const kinds = requests(url, cookie);
  const all: Promise<Seen>[] = [];
  for (let n = 0; !until.over; n++) {
    const ask = kinds[n % kinds.length];
    if (ask) all.push(ask(n));
    await wait(EACH_MS);
  }
  return Promise.all(all);
}

/**
 * In place of the second instance something takes forms and hangs up. Each must fail for whoever sent it: the first
 * instance would answer one that nginx repeats. True where none was repeated.
 */
async function repeatsNoForm(url: string, cookie: string, port: number): Promise<boolean> {
  let taken = 0;
  const dying = createServer((request) => {
    taken += request.method === "POST" ? 1 : 0;
    request.socket.destroy();
  });
  await once(dying.listen(port, "127.0.0.1"), "listening");
  const post = requests(url, cookie)[2];
  let failed = 0;
  // nginx leaves an instance alone for a while after it was away.
  for (let n = 0; taken < 3 && n < 300; n++) {
    const seen = await post?.(n);
    failed += seen?.fault ? 1 : 0;
    await wait(EACH_MS);
  }
  dying.close();
  const ok = taken > 0 && failed === taken;
  console.log(
    `${ok ? "ok" : "FAILED"}: ${taken} forms were taken and never answered, ${failed} of them failed`,
  );
  return ok;
}

async function untilReady(url: string): Promise<void> {
  while (!(await fetch(`${url}/api/ready`).catch(() => null))?.ok) {
    await wait(50);
  }
}

function report(seen: Seen[]): boolean {
  const failed = seen.filter(({ fault }) => fault !== null);
  for (const { what, fault, ms } of failed.slice(0, 10)) {
    console.log(`failed after ${Math.round(ms)} ms: ${what}: ${fault}`);
  }
  const times = seen.map(({ ms }) => ms).sort((a, b) => a - b);
  const slow = times.filter((ms) => ms > SLOW_MS).length;
  const [p95, worst] = [percentile(times, 0.95), times.at(-1) ?? 0];
  const ok = failed.length === 0 && seen.length > 0;
  console.log(
    `${ok ? "ok" : "FAILED"}: ${failed.length} of ${seen.length} requests failed in ${2 * ROUNDS} restarts; p95 ${Math.round(p95)} ms, worst ${Math.round(worst)} ms, ${slow} over a second`,
  );
  return ok;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-rolling-"));
  chmodSync(folder, 0o755);
  const ended: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const simulator = await startSimulator({
      secret: CANARIES.rstackSecret,
      fleet: "demo",
      seed: 7,
      speed: 10,
    });
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
    const start = (port: number) => startPanel(env, path.join(folder, `panel-${port}.log`), port);
    const panels: PanelProcess[] = [];
    ended.unshift(() => Promise.all(panels.map((panel) => panel.stop())));
    for (const port of ports) panels.push(await start(port));
    const maker = startAccountMaker(env);
    await maker.add({ username: "rolling", role: "customer", userId: "10001" }, PASSWORD);
    await maker.stop();
    const cookie = await signInByForm(nginx.url, "rolling", PASSWORD);
    const until = { over: false };
    const seen = load(nginx.url, cookie, until);
    await wait(CALM_MS);
    for (let n = 0; n < 2 * ROUNDS; n++) {
      const which = n % 2;
      await panels[which]?.stop();
      const panel = await start(ports[which] ?? 0);
      panels[which] = panel;
      await untilReady(panel.url);
      console.log(`instance ${which + 1} was restarted`);
      await wait(CALM_MS);
    }
    until.over = true;
    const results = await seen;
    await panels.pop()?.stop();
    const isOnce = await repeatsNoForm(nginx.url, cookie, ports[1]);
    const began = performance.now();
    await panels.pop()?.stop();
    panels.push(await start(ports[0]));
    console.log(`one instance alone was away for ${((performance.now() - began) / 1000).toFixed(1)} s`);
    process.exitCode = report(results) && isOnce ? 0 : 1;
  } finally {
    for (const end of ended) await end();
  }
}

await main();
