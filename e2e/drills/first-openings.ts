/**
 * How long pages take while hardly any host was opened before and the call budget is short: many customers, each with
 * hosts of their own, load pages at a steady pace, without streams.
 * Options: `--customers 300 --seconds 60 --loads 8` (a second). Exit code 1 where a page was slow or not shown.
 */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { cpuMsOf } from "../bench/panel-cpu";
import { sessionsOf } from "../bench/sessions-of";
import { type BenchRow, milliseconds, printTable } from "../bench/table";
import { percentile } from "../support/percentile";
import { startWorld, USUAL_SETTINGS, type World } from "../support/world";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "300" },
    seconds: { type: "string", default: "60" },
    loads: { type: "string", default: "8" },
  },
});
const CUSTOMERS = Number(values.customers);
const SECONDS = Number(values.seconds);
const LOADS_A_SECOND = Number(values.loads);
const P95_GOAL_MS = 1_500;
const CONFIRM_MS = 60_000;
/** Of each host's page so many of the customer's list. */
const LIST_EVERY = 8;

interface Load {
  page: "/hosts" | "/hosts/ID";
  status: number;
  ms: number;
}

async function load(world: World, page: Load["page"], path: string, cookie: string): Promise<Load> {
  const began = performance.now();
  const answer = await fetch(world.url + path, { headers: { cookie }, redirect: "manual" });
  await answer.text();
  return { page, status: answer.status, ms: performance.now() - began };
}

/** At a steady pace, however long each load takes: a host nobody opened yet, and now and then a list. */
async function loadAll(world: World): Promise<Load[]> {
  const hosts = (await world.simulator.control.hosts()).filter(({ userid }) => userid !== "");
  const owners = [...new Set(hosts.map(({ userid }) => userid))].slice(0, CUSTOMERS);
  const cookies = await sessionsOf(world, owners);
  // A new panel reads the whole list once: by then its rows are older than an opened host's may be.
  await wait(CONFIRM_MS);
  // One of each customer, then the next of each.
  const ofOwner = owners.map((owner) => hosts.filter(({ userid }) => userid === owner));
  const order = Array.from({ length: 50 }, (_, n) => ofOwner.flatMap((theirs) => theirs[n] ?? [])).flat();
  const cpuBefore = cpuMsOf(world.panel.process.pid) ?? Number.NaN;
  const began = performance.now();
  const loads: Promise<Load>[] = [];
  for (let n = 0; n < SECONDS * LOADS_A_SECOND; n += 1) {
    const host = order[n % order.length];
    const cookie = cookies[host?.userid ?? ""] ?? "";
    loads.push(load(world, "/hosts/ID", `/hosts/${host?.id}`, cookie));
    if (n % LIST_EVERY === 0) {
      loads.push(load(world, "/hosts", "/hosts", cookie));
    }
    await wait(1_000 / LOADS_A_SECOND);
  }
  const done = await Promise.all(loads);
  const cpuMs = (cpuMsOf(world.panel.process.pid) ?? Number.NaN) - cpuBefore;
  const part = cpuMs / (performance.now() - began);
  // A machine that is busy with something else makes every figure noise: the processor time of a page doesn't mind.
  console.log(
    `the panel: ${(part * 100).toFixed(0)} % of a core, ${(cpuMs / done.length).toFixed(0)} ms a page`,
  );
  return done;
}

async function main() {
  const world = await startWorld({ fleet: CUSTOMERS * 10, env: USUAL_SETTINGS });
  try {
    const since = (await world.simulator.control.journal()).last;
    const loads = await loadAll(world);
    const rows: BenchRow[] = [];
    for (const page of ["/hosts/ID", "/hosts"] as const) {
      const here = loads.filter((one) => one.page === page);
      const times = here.filter(({ status }) => status === 200).map(({ ms }) => ms);
      const row = (what: string, value: number, goal: number | null, show: BenchRow["show"] = milliseconds) =>
        rows.push({ page, what, value, goal, show });
      row("loads", here.length, null, String);
      row("answered with anything but 200", here.length - times.length, 0, String);
      const odd = here.filter(({ status }) => status !== 200).map(({ status }) => status);
      if (odd.length > 0) {
        console.log(page, "answered with", [...new Set(odd)].join(", "));
      }
      row("median", percentile(times, 0.5), null);
      row("p95", percentile(times, 0.95), P95_GOAL_MS);
      row("longest", percentile(times, 1), null);
    }
    printTable(rows);
    const counts = new Map<string, number>();
    for (const { action } of (await world.simulator.control.journal({ since })).calls) {
      counts.set(action ?? "", (counts.get(action ?? "") ?? 0) + 1);
    }
    console.log(
      "calls a second:",
      Object.fromEntries([...counts].map(([name, n]) => [name, +(n / SECONDS).toFixed(1)])),
    );
    const missed = rows.filter(({ value, goal }) => goal !== null && !(value <= goal));
    const p95 = rows
      .filter(({ what }) => what === "p95")
      .map(({ page, value }) => `${page} ${milliseconds(value)}`);
    process.exitCode = missed.length > 0 ? 1 : 0;
    console.log(`${missed.length > 0 ? "FAILED" : "ok"}: p95 of first openings: ${p95.join(", ")}`);
  } finally {
    await world.stop();
  }
}

await main();
