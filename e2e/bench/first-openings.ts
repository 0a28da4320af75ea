import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../support/percentile";
import { startWorld, USUAL_SETTINGS, type World } from "../support/world";
import { sessionsOf } from "./sessions-of";
import { type BenchRow, milliseconds } from "./table";

const CUSTOMERS = 300;
const SECONDS = 60;
const LOADS_A_SECOND = 8;
/** Of each host's page so many of the customer's list. */
const LIST_EVERY = 8;
const CONFIRM_MS = 60_000;
const P95_GOALS_MS = { "/hosts/ID": 500, "/hosts": 400 };

interface Load {
  page: keyof typeof P95_GOALS_MS;
  status: number;
  ms: number;
}

/**
 * How long pages take while hardly any host was opened before, at the usual call budget: many customers, each with hosts of
 * their own, load pages at a steady pace, without streams.
 */
export async function firstOpeningRows(): Promise<BenchRow[]> {
  const world = await startWorld({ fleet: CUSTOMERS * 10, env: USUAL_SETTINGS });
  try {
    const loads = await loadAll(world);
    return (["/hosts/ID", "/hosts"] as const).flatMap((page) => {
      const here = loads.filter((load) => load.page === page);
      const times = here.map(({ status, ms }) => (status === 200 ? ms : Number.POSITIVE_INFINITY));
      const row = (what: string, value: number, goal: number | null, show: BenchRow["show"]): BenchRow => ({
        ...{ page: `${page}, ${LOADS_A_SECOND} first openings a second`, what, value, goal, show },
      });
      return [
        row("p95", percentile(times, 0.95), P95_GOALS_MS[page], milliseconds),
        row("not shown", here.filter(({ status }) => status !== 200).length, 0, String),
      ];
    });
  } finally {
    await world.stop();
  }
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
  const load = async (page: Load["page"], path: string, cookie: string): Promise<Load> => {
    const began = performance.now();
    const answer = await fetch(world.url + path, { headers: { cookie }, redirect: "manual" });
    await answer.text();
    return { page, status: answer.status, ms: performance.now() - began };
  };
  const loads: Promise<Load>[] = [];
  for (let n = 0; n < SECONDS * LOADS_A_SECOND; n += 1) {
    const host = order[n % order.length];
    const cookie = cookies[host?.userid ?? ""] ?? "";
    loads.push(load("/hosts/ID", `/hosts/${host?.id}`, cookie));
    if (n % LIST_EVERY === 0) {
      loads.push(load("/hosts", "/hosts", cookie));
    }
    await wait(1_000 / LOADS_A_SECOND);
  }
  return Promise.all(loads);
}
