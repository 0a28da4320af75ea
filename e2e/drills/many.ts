/**
 * One command for 200 hosts at the usual call budget: each has its effect once, and no page that the same customer or another
 * one loads meanwhile takes longer than a second. Options: `--hosts 200`. Exit code 1 where one of that isn't so.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type BatchView, isBatchOver, progressOf } from "../../lib/hosts/batch/batch-view";
import { type BenchRow, milliseconds, printTable } from "../bench/table";
import { percentile } from "../support/percentile";
import { callAction, exportedActions, signInByForm } from "../support/wire";
import { PASSWORD, startWorld, USUAL_SETTINGS, type World } from "../support/world";

const { values } = parseArgs({ options: { hosts: { type: "string", default: "200" } } });
const HOSTS = Number(values.hosts);
const PAGE_GOAL_MS = 1_000;
const LIMIT_MS = 600_000;
const QUIET_MS = 15_000;
const [OWNER, OTHER] = ["10001", "10002"];

/** All of one customer's, and off; a few of another's. */
async function makeFleet(world: World): Promise<{ own: string[]; others: string[] }> {
  const ids = (await world.simulator.control.hosts()).map(({ id }) => id);
  const own = ids.slice(0, HOSTS);
  const others = ids.slice(HOSTS, HOSTS + 10);
  for (const id of [...own, ...others]) {
    const userid = own.includes(id) ? OWNER : OTHER;
    await world.simulator.control.setHost(id, { userid, power: "off", status: "2" });
  }
  return { own, others };
}

/** One page after another, until told to stop. */
async function readPages(world: World, cookie: string, ids: string[], isOver: () => boolean) {
  const times: number[] = [];
  for (let n = 0; !isOver(); n += 1) {
    const path = n % 2 === 0 ? "/hosts" : `/hosts/${ids[n % ids.length]}`;
    const began = performance.now();
    const answer = await fetch(world.url + path, { headers: { cookie }, redirect: "manual" });
    await answer.text();
    times.push(answer.status === 200 ? performance.now() - began : Number.POSITIVE_INFINITY);
    await wait(500);
  }
  return times;
}

async function main() {
  const env = { ...USUAL_SETTINGS, OPERATION_LIMIT_SECONDS: "600", LIVE_MOTION_SECONDS: "1.5" };
  const world = await startWorld({ fleet: HOSTS + 50, env });
  try {
    const { own, others } = await makeFleet(world);
    const [cookie, otherCookie] = await Promise.all(
      [OWNER, OTHER].map(async (userId) =>
        signInByForm(world.url, await world.account({ userId }), PASSWORD),
      ),
    );
    const caller = { origin: world.url, cookie };
    const read = async <T>(path: string) =>
      (await fetch(world.url + path, { headers: { cookie: cookie ?? "" } })).json() as Promise<T>;
    const deadline = Date.now() + LIMIT_MS;
    while ((await read<{ hosts: unknown[] }>("/api/hosts")).hosts.length < HOSTS && Date.now() < deadline) {
      await wait(1_000);
    }
    // What pages take on this machine while nothing is asked.
    let begun = false;
    const before = readPages(world, cookie ?? "", own, () => begun);
    await wait(QUIET_MS);
    begun = true;
    const quiet = await before;
    const action = exportedActions().find(({ name }) => name === "batch");
    const form = { kind: "start", formKey: randomUUID(), vmids: own.join(",") };
    const began = performance.now();
    const answers = await Promise.all([1, 2].map(() => callAction(caller, action?.id ?? "", form)));
    const ids = answers.map(({ text }) => /"batch":"([0-9a-f-]{36})"/.exec(text)?.[1]);
    let over = false;
    const pages = Promise.all([
      readPages(world, cookie ?? "", own, () => over),
      readPages(world, otherCookie ?? "", others, () => over),
    ]);
    let batch = await read<BatchView>(`/api/batches/${ids[0]}`);
    while (!isBatchOver(batch) && Date.now() < deadline) {
      await wait(2_000);
      batch = await read<BatchView>(`/api/batches/${ids[0]}`);
    }
    const ms = performance.now() - began;
    over = true;
    const [mine, theirs] = await pages;
    const { calls, effects } = await world.simulator.control.journal({ action: "vm_start" });
    const rows: BenchRow[] = [];
    const row = (what: string, value: number, goal: number | null, show: BenchRow["show"] = String) =>
      rows.push({ page: "many", what, value, goal, show });
    row("batches of a form sent twice", new Set(ids).size, 1);
    row("hosts not done", batch.hosts.filter((host) => progressOf(host) !== "done").length, 0);
    row("commands too many", calls.length - HOSTS, 0);
    row("effects missing", HOSTS - new Set(effects.map(({ vmid }) => vmid)).size, 0);
    row("until all were done", ms, null, milliseconds);
    row("pages before, p95", percentile(quiet, 0.95), null, milliseconds);
    row("pages before, longest", percentile(quiet, 1), null, milliseconds);
    for (const [whose, times] of [
      ["own", mine],
      ["another customer's", theirs],
    ] as const) {
      row(`${whose} pages, p95`, percentile(times, 0.95), null, milliseconds);
      row(`${whose} pages, longest`, percentile(times, 1), PAGE_GOAL_MS, milliseconds);
    }
    printTable(rows);
    const missed = rows.filter(({ value, goal }) => goal !== null && !(value <= goal));
    process.exitCode = missed.length > 0 ? 1 : 0;
    console.log(
      `${missed.length > 0 ? "FAILED" : "ok"}: ${HOSTS} hosts in ${Math.round(ms / 1_000)} s, longest page ${milliseconds(percentile([...mine, ...theirs], 1))}`,
    );
  } finally {
    await world.stop();
  }
}

await main();
