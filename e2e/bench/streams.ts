/**
 * What open event streams cost one instance: memory, processor and the time of a host's page, beside an idle one.
 * `npx tsx e2e/bench/streams.ts [STREAMS]` on a built panel.
 */
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../support/percentile";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, USUAL_SETTINGS } from "../support/world";
import { openStream, standing } from "./open-stream";
import { load, panelProbe } from "./panel-probe";
import { type BenchRow, milliseconds, printTable } from "./table";

const STREAMS = Number(process.argv[2] ?? 1_000);
/** As many as a session may have. */
const EACH_SESSION = 5;
const PAGES = 60;
const REST_MS = 20_000;

const folder = mkdtempSync(path.join(tmpdir(), "panel-probe-"));
const probe = panelProbe(folder);
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;
const percent = (part: number) => `${(part * 100).toFixed(0)} %`;

async function pageTimes(url: string, cookie: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < PAGES; n += 1) {
    const began = performance.now();
    await (await fetch(url, { headers: { cookie } })).text();
    times.push(performance.now() - began);
  }
  return times.slice(PAGES / 6);
}

async function settled(): Promise<{ rss: number; cpu: number }> {
  const since = Date.now();
  await wait(REST_MS);
  const samples = probe.samples(since);
  return { rss: samples.at(-1)?.rss ?? Number.NaN, cpu: load(samples) };
}

async function main() {
  const world = await startWorld({ env: { ...USUAL_SETTINGS, ...probe.env } });
  const streams: IncomingMessage[] = [];
  try {
    const username = await world.account({ userId: "10001" });
    const cookie = await signInByForm(world.url, username, PASSWORD);
    const list = await (await fetch(`${world.url}/api/hosts`, { headers: { cookie } })).json();
    const ids = (list as { hosts: { id: string }[] }).hosts.map((host) => host.id);
    const page = `${world.url}/hosts/${ids[0]}`;
    const idleTimes = await pageTimes(page, cookie);
    const idle = await settled();

    for (let n = 0; n < STREAMS / EACH_SESSION; n += 1) {
      const session = await signInByForm(world.url, username, PASSWORD);
      const opened = Array.from({ length: EACH_SESSION }, (_, k) =>
        openStream(`${world.url}/api/live?open=${ids[(n + k) % ids.length]}&list=${ids.join(",")}`, session),
      );
      streams.push(...(await Promise.all(opened)));
    }
    await wait(5_000);
    const busy = await settled();
    const busyTimes = await pageTimes(page, cookie);
    const alive = standing(streams);

    const row = (
      what: string,
      value: number,
      goal: number | null,
      show: BenchRow["show"],
      least?: boolean,
    ): BenchRow => {
      return { page: `${STREAMS} streams`, what, value, goal, show, least };
    };
    printTable([
      row("streams that stand", alive, STREAMS, String, true),
      row("more memory", busy.rss - idle.rss, 250_000_000, megabytes),
      row("of one core at rest", busy.cpu, 0.3, percent),
      row("of one core without streams", idle.cpu, null, percent),
      row("p95 of a host's page", percentile(busyTimes, 0.95), percentile(idleTimes, 0.95) * 2, milliseconds),
    ]);
  } finally {
    for (const stream of streams) {
      stream.destroy();
    }
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
