/**
 * What watched hosts cost, held against the model in `docs/performance.md`: that many customers watch a host each, at the
 * usual waits, and calls of the master and the panel's processor time are counted. `npx tsx e2e/bench/scale.ts [WATCHED…]`
 */
import { setTimeout as wait } from "node:timers/promises";
import { cpuMsOf } from "../support/panel-cpu";
import { startWorld, USUAL_WAITS, type World } from "../support/world";
import { sessionsOf } from "./sessions-of";
import { type BenchRow, printTable } from "./table";

const SIZES = process.argv.slice(2).map(Number);
const SETTLE_MS = 15_000;
const COUNT_MS = 60_000;

/** Calls a second of a host that is open: its state by `LIVE_OPEN_HOST_SECONDS`, its customer's list by `MIRROR_OWNER_SECONDS`. */
const MODEL = { vm_state: 1 / 5, hyper: 1 / 60 };

async function watch(world: World, watched: number): Promise<AbortController> {
  const hosts = (await world.simulator.control.hosts()).filter(({ userid }) => userid !== "");
  const owners = [...new Set(hosts.map(({ userid }) => userid))].slice(0, watched);
  const cookies = await sessionsOf(world, owners);
  const end = new AbortController();
  for (const owner of owners) {
    const id = hosts.find(({ userid }) => userid === owner)?.id ?? "";
    const headers = { cookie: cookies[owner] ?? "" };
    const open = () => fetch(`${world.url}/api/live?open=${id}`, { headers, signal: end.signal });
    let answer = await open();
    // RStack is asked whether a new customer is active, which takes a moment.
    for (let tries = 0; answer.status === 401 && tries < 100; tries += 1) {
      await wait(100);
      answer = await open();
    }
    if (answer.status !== 200) throw new Error(`a stream was answered with ${answer.status}`);
    void answer.text().catch(() => undefined);
  }
  return end;
}

async function count(watched: number): Promise<BenchRow[]> {
  const world = await startWorld({ fleet: Math.max(100, watched * 10), env: USUAL_WAITS });
  try {
    const end = await watch(world, watched);
    await wait(SETTLE_MS);
    const { last } = await world.simulator.control.journal();
    const cpuBefore = cpuMsOf(world.panel.process.pid) ?? Number.NaN;
    await wait(COUNT_MS);
    const { calls } = await world.simulator.control.journal({ since: last });
    const cpuMs = (cpuMsOf(world.panel.process.pid) ?? Number.NaN) - cpuBefore;
    end.abort();
    const row = (what: string, value: number, goal: number | null, show: BenchRow["show"]): BenchRow => {
      return { page: `${watched} watched`, what, value, goal, show };
    };
    const perSecond = (n: number) => `${n.toFixed(2)} a second`;
    const of = (name: string) => calls.filter(({ action }) => action === name).length / (COUNT_MS / 1_000);
    return [
      row("calls, all", calls.length / (COUNT_MS / 1_000), null, perSecond),
      // A tenth more than the model says: a round may fall into the minute once more.
      row("vm_state", of("vm_state"), watched * MODEL.vm_state * 1.1, perSecond),
      row("hyper", of("hyper"), watched * MODEL.hyper * 1.1 + 0.1, perSecond),
      row("processor", cpuMs / COUNT_MS, null, (part) => `${(part * 100).toFixed(1)} % of a core`),
    ];
  } finally {
    await world.stop();
  }
}

async function main() {
  const rows: BenchRow[] = [];
  for (const size of SIZES.length > 0 ? SIZES : [10, 100]) rows.push(...(await count(size)));
  printTable(rows);
}

void main();
