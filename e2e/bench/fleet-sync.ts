import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../support/percentile";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, type World } from "../support/world";
import { panelProbe, worstHold } from "./panel-probe";
import { type BenchRow, milliseconds } from "./table";

const HOLD_GOAL_MS = 50;
const HEALTH_GOAL_MS = 100;
/** Of a customer's page, one after another. */
const LIST_GOAL_MS = 200;
const LISTS = 40;
const EVERY_S = 20;
const HEALTH_EVERY_MS = 25;

/** Most of a hold is waiting for a processor that the simulated master has as well, so one run says little. */
const RUNS = 3;

/**
 * How long taking in the list of a large fleet holds up the panel: the worst hold of its event loop, and how long health takes
 * meanwhile, at the first list and at one that says nothing new. The median of three panels.
 */
export async function fleetRows(hosts: number): Promise<BenchRow[]> {
  const runs: BenchRow[][] = [];
  for (let run = 0; run < RUNS; run++) {
    runs.push(await oneRun(hosts));
  }
  return (runs[0] ?? []).map((row, at) => {
    const values = runs.map((rows) => rows[at]?.value ?? Number.NaN);
    console.log(`${row.page}, ${row.what}: ${values.map(row.show).join(", ")}`);
    return { ...row, value: percentile(values, 0.5) };
  });
}

async function oneRun(hosts: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-probe-"));
  const probe = panelProbe(folder);
  const world = await startWorld({
    env: {
      ...probe.env,
      LOG_LEVEL: "warn",
      MIRROR_FLEET_SECONDS: String(EVERY_S),
      STATUS_CHECK_SECONDS: "45",
    },
  });
  try {
    await world.simulator.control.setSettings({ knowsOwnerFilter: false });
    const cookie = await signInByForm(world.url, await world.account({ userId: "10001" }), PASSWORD);
    await health(world);
    const row = (page: string, what: string, value: number, goal: number | null): BenchRow => {
      return { page, what, value, goal, show: milliseconds };
    };
    const during = async (page: string, goal: number | null, wholeTime: () => Promise<void>) => {
      const since = Date.now();
      const end = new AbortController();
      const asked = healthTimes(world, end.signal);
      await wholeTime();
      end.abort();
      return [
        row(page, "worst hold", worstHold(probe.samples(since)), goal),
        row(page, "p99 of health", percentile(await asked, 0.99), goal && HEALTH_GOAL_MS),
      ];
    };
    const atRest = await during("at rest", null, () => wait(5_000));
    await world.simulator.control.reset({ fleet: hosts });
    await world.simulator.control.setSettings({ knowsOwnerFilter: false });
    return [
      ...atRest,
      ...(await during(`first list of ${hosts}`, HOLD_GOAL_MS, () => nextSync(world, cookie))),
      ...(await during("nothing new", HOLD_GOAL_MS, () => nextSync(world, cookie))),
      row(`/hosts, among ${hosts}`, "p95", percentile(await listTimes(world, cookie), 0.95), LIST_GOAL_MS),
    ];
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function health(world: World): Promise<number> {
  const began = performance.now();
  await (await fetch(`${world.url}/api/health`)).arrayBuffer();
  return performance.now() - began;
}

async function healthTimes(world: World, until: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!until.aborted) {
    times.push(await health(world));
    await wait(HEALTH_EVERY_MS);
  }
  return times;
}

async function listTimes(world: World, cookie: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < LISTS; n += 1) {
    const began = performance.now();
    await (await fetch(`${world.url}/hosts`, { headers: { cookie } })).text();
    times.push(performance.now() - began);
  }
  return times;
}

/** When the mirror was last in step, as the customer's page says it. */
async function asOf(world: World, cookie: string): Promise<string | null> {
  const answer = await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
  return ((await answer.json()) as { asOf: string | null }).asOf;
}

async function nextSync(world: World, cookie: string): Promise<void> {
  const before = await asOf(world, cookie);
  while ((await asOf(world, cookie)) === before) {
    await wait(500);
  }
}
