/**
 * Two instances behind Debian's nginx with deploy/nginx.conf, restarted one after another under ten requests a second,
 * a third of them forms. Exit code 1 where one request fails, or where nginx repeats a form that an instance took and never
 * answered. Then one instance alone is restarted, to see how long it is away. Needs nginx and openssl.
 */
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { EACH_MS, load, reportRequests, requests, startSurroundings } from "../support/behind-nginx";
import { type PanelProcess, startAccountMaker, startPanel } from "../support/panel-process";
import { signInByForm } from "../support/wire";
import { PASSWORD } from "../support/world";

const ROUNDS = 2;
/** Before, between and after restarts. */
const CALM_MS = 3_000;

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

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-rolling-"));
  chmodSync(folder, 0o755);
  const ended: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const { ports, url, env } = await startSurroundings(folder, ended);
    const start = (port: number) => startPanel(env, path.join(folder, `panel-${port}.log`), port);
    const panels: PanelProcess[] = [];
    ended.unshift(() => Promise.all(panels.map((panel) => panel.stop())));
    for (const port of ports) panels.push(await start(port));
    const maker = startAccountMaker(env);
    await maker.add({ username: "rolling", role: "customer", userId: "10001" }, PASSWORD);
    await maker.stop();
    const cookie = await signInByForm(url, "rolling", PASSWORD);
    const until = { over: false };
    const seen = load(url, cookie, until);
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
    const isOnce = await repeatsNoForm(url, cookie, ports[1]);
    const began = performance.now();
    await panels.pop()?.stop();
    panels.push(await start(ports[0]));
    console.log(`one instance alone was away for ${((performance.now() - began) / 1000).toFixed(1)} s`);
    process.exitCode = reportRequests(results, `${2 * ROUNDS} restarts`) && isOnce ? 0 : 1;
  } finally {
    for (const end of ended) await end();
  }
}

await main();
