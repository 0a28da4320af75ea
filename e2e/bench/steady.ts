import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../support/percentile";
import { startWorld, USUAL_WAITS } from "../support/world";
import { openStream, standing } from "./open-stream";
import { panelProbe } from "./panel-probe";
import { sessionsOf } from "./sessions-of";
import { type BenchRow, milliseconds } from "./table";

const STREAMS = 300;
const PAGES_A_SECOND = 16;
const HOSTS_EACH = 10;
const REST_S = 45;
/** So many of the last samples tell what memory it has, ten a second: one alone may be just before a collection. */
const SAMPLES = 100;

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** 300 customers with a stream each, and 16 page views a second among them: memory meanwhile, and what is left of it afterwards. */
export async function steadyRows(minutes: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-probe-"));
  const probe = panelProbe(folder);
  const world = await startWorld({
    fleet: STREAMS * HOSTS_EACH,
    env: { ...USUAL_WAITS, ...probe.env },
  });
  const streams: IncomingMessage[] = [];
  const memory = () => {
    const last = probe.samples().slice(-SAMPLES);
    return Math.min(...last.map(({ rss }) => rss));
  };
  try {
    const hosts = (await world.simulator.control.hosts()).filter(({ userid }) => userid !== "");
    const owners = [...new Set(hosts.map(({ userid }) => userid))].slice(0, STREAMS);
    const cookies = await sessionsOf(world, owners);
    const visitors = owners.map((owner) => ({
      cookie: cookies[owner] ?? "",
      host: hosts.find(({ userid }) => userid === owner)?.id ?? "",
    }));
    const view = async ({ cookie, host }: (typeof visitors)[number], n: number) => {
      const began = performance.now();
      const page = n % 2 === 0 ? "/hosts" : `/hosts/${host}`;
      const answer = await fetch(world.url + page, { headers: { cookie } });
      await answer.text();
      return { ms: performance.now() - began, failed: answer.status !== 200 };
    };
    // One view a second, as there always is: memory is cleared as more is asked for.
    const rest = async () => {
      for (const [n, visitor] of visitors.slice(0, REST_S).entries()) {
        await view(visitor, n);
        await wait(1_000);
      }
    };
    for (const [n, visitor] of visitors.entries()) await view(visitor, n);
    await rest();
    const before = memory();
    for (const { cookie, host } of visitors) {
      streams.push(await openStream(`${world.url}/api/live?open=${host}`, cookie));
    }
    const views: Promise<{ ms: number; failed: boolean }>[] = [];
    const since = Date.now();
    for (let n = 0; Date.now() - since < minutes * 60_000; n += 1) {
      const visitor = visitors[n % visitors.length];
      if (visitor) views.push(view(visitor, n).catch(() => ({ ms: Number.POSITIVE_INFINITY, failed: true })));
      await wait(Math.max(0, since + (n * 1_000) / PAGES_A_SECOND - Date.now()));
    }
    const done = await Promise.all(views);
    const most = Math.max(...probe.samples(since).map(({ rss }) => rss));
    const alive = standing(streams);
    for (const stream of streams) stream.destroy();
    await rest();
    const row = (
      what: string,
      value: number,
      goal: number | null,
      show: BenchRow["show"],
      least?: boolean,
    ) => ({
      ...{ page: `${STREAMS} streams, ${PAGES_A_SECOND} pages a second`, what, value, goal, show, least },
    });
    const times = done.map(({ ms }) => ms);
    return [
      row("memory, most", most, 600_000_000, megabytes),
      row("memory afterwards", memory(), before * 1.2, megabytes),
      row("streams that stand", alive, STREAMS, String, true),
      row("pages that failed", done.filter(({ failed }) => failed).length, 0, String),
      row("p95 of a page", percentile(times, 0.95), null, milliseconds),
    ];
  } finally {
    for (const stream of streams) stream.destroy();
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
