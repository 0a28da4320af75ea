import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../support/percentile";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld } from "../support/world";
import { type BenchRow, milliseconds } from "./table";

const GOAL_MS = 200;
const TIMES = 40;

/** Asked for in turn, so that no two in a row are the same page; `last` is the number of the last one. */
const CASES: Record<string, (n: number, last: number) => string> = {
  "first page": () => "",
  "search, a name": (n) => `q=${(n * 37) % 1000}a`,
  "search, an address": (n) => `q=10.${n % 9}.${(n * 7) % 250}`,
  "search, nothing there": (n) => `q=nowhere${n}`,
  "search and sort": (n) => `q=${n % 10}&sort=traffic&dir=desc`,
  "sort by name, down": (n) => `dir=desc&page=${1 + (n % 20)}`,
  "sort by number": (n) => `sort=id&page=${1 + (n % 20)}`,
  "sort by customer": (n) => `sort=owner&page=${1 + (n % 20)}`,
  "sort by node": (n) => `sort=node&page=${1 + (n % 20)}`,
  "sort by traffic": (n) => `sort=traffic&dir=desc&page=${1 + (n % 20)}`,
  "deep page": (n, last) => `page=${Math.floor(last / 2) + n}`,
  "last page": (n, last) => `page=${last - (n % 3)}`,
  "one node": (n) => `node=${1 + (n % 4)}`,
  "needs attention": (n) => `status=attention&page=${1 + (n % 3)}`,
};

/** What the palette asks for with each letter. */
const FIND_GOAL_MS = 100;
const FIND: Record<string, (n: number) => string> = {
  "find, a host's name": (n) => `${(n * 37) % 1000}a`,
  "find, an address": (n) => `10.${n % 9}.${(n * 7) % 250}`,
  "find, a customer's name": (n) => `customer ${n}`,
  "find, a letter": (n) => "abcdefghij"[n % 10] ?? "a",
  "find, nothing there": (n) => `nowhere${n}`,
};

/**
 * How long the staff's table over a large fleet takes: search, sort and page, each as a whole page of the production
 * build, and what the palette finds, one after another.
 */
export async function staffRows(hosts: number): Promise<BenchRow[]> {
  const last = Math.ceil(hosts / 50);
  const world = await startWorld({ fleet: hosts, env: { LOG_LEVEL: "warn", STATUS_CHECK_SECONDS: "45" } });
  try {
    const cookie = await signInByForm(world.url, await world.account({ role: "admin" }), PASSWORD);
    const ask = async (search: string) => {
      const began = performance.now();
      const answer = await fetch(`${world.url}/admin/hosts?${search}`, { headers: { cookie } });
      const html = await answer.text();
      return { ms: performance.now() - began, html };
    };
    while (!/data-as-of="\d/.test((await ask("")).html)) {
      await wait(1_000);
    }
    const rows: BenchRow[] = [];
    for (const [page, search] of Object.entries(CASES)) {
      const times: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        times.push((await ask(search(n, last))).ms);
      }
      rows.push({
        page,
        what: `p95 of ${TIMES}`,
        value: percentile(times, 0.95),
        goal: GOAL_MS,
        show: milliseconds,
      });
    }
    for (const [page, text] of Object.entries(FIND)) {
      const times: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        const began = performance.now();
        const answer = await fetch(`${world.url}/api/find?q=${encodeURIComponent(text(n))}`, {
          headers: { cookie },
        });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`the palette answered ${answer.status}`);
        times.push(performance.now() - began);
      }
      rows.push({
        page,
        what: `p95 of ${TIMES}`,
        value: percentile(times, 0.95),
        goal: FIND_GOAL_MS,
        show: milliseconds,
      });
    }
    return rows;
  } finally {
    await world.stop();
  }
}
