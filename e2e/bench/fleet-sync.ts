/**
 * How long taking in the list of a large fleet holds up the panel: the worst hold of its event loop, at the
 * first list and at one that says nothing new. `npx tsx e2e/bench/fleet-sync.ts [HOSTS]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, type World } from "../support/world";
import { panelProbe, worstHold } from "./panel-probe";
import { type BenchRow, milliseconds, printTable } from "./table";

const HOSTS = Number(process.argv[2] ?? 50_000);
const GOAL_MS = 50;
const EVERY_S = 20;

const folder = mkdtempSync(path.join(tmpdir(), "panel-probe-"));
const probe = panelProbe(folder);

/** When the mirror was last in step, as the customer's page says it. */
async function asOf(world: World, cookie: string): Promise<string | null> {
  const answer = await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
  return ((await answer.json()) as { asOf: string | null }).asOf;
}

async function nextSync(world: World, cookie: string, what: string): Promise<BenchRow> {
  const before = await asOf(world, cookie);
  const since = Date.now();
  while ((await asOf(world, cookie)) === before) {
    await wait(500);
  }
  const value = worstHold(probe.samples(since));
  return { page: what, what: "worst hold", value, goal: GOAL_MS, show: milliseconds };
}

async function main() {
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
    const idle = Date.now();
    await wait(5_000);
    const atRest = worstHold(probe.samples(idle));
    await world.simulator.control.reset({ fleet: HOSTS });
    await world.simulator.control.setSettings({ knowsOwnerFilter: false });
    const rows: BenchRow[] = [
      { page: "at rest", what: "worst hold", value: atRest, goal: null, show: milliseconds },
      await nextSync(world, cookie, `first list of ${HOSTS}`),
      await nextSync(world, cookie, "nothing new"),
    ];
    printTable(rows);
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
