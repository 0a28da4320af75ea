import { Agent, get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../support/percentile";
import { startWorld, USUAL_WAITS } from "../support/world";
import { sessionsOf } from "./sessions-of";
import { type BenchRow, milliseconds } from "./table";

/** What one account asks for at the same time, again and again, while another one opens a page now and then. */
const AT_ONCE = 24;
const OPENINGS = 60;
const BETWEEN_MS = 100;
const GOAL_MS = 500;

/** How long another account waits for a page while one asks for as much as it can, beside how long it waits alone. */
export async function fairnessRows(): Promise<BenchRow[]> {
  const world = await startWorld({ fleet: 40, env: USUAL_WAITS });
  try {
    const hosts = (await world.simulator.control.hosts()).filter(({ userid }) => userid !== "");
    const [greedy = "", other = ""] = [...new Set(hosts.map(({ userid }) => userid))];
    const cookies = await sessionsOf(world, [greedy, other]);
    const pageOf = (owner: string) => {
      const host = hosts.find(({ userid }) => userid === owner)?.id ?? "";
      return { url: `${world.url}/hosts/${host}`, cookie: cookies[owner] ?? "" };
    };
    const agent = new Agent({ keepAlive: true });
    const openings = async () => {
      const times: number[] = [];
      for (let n = 0; n < OPENINGS; n += 1) {
        times.push(await open(pageOf(other), agent));
        await wait(BETWEEN_MS);
      }
      return times;
    };
    // A new account is nobody's until RStack has named its customer, which the first look asks for.
    for (const owner of [greedy, other, greedy, other])
      await open(pageOf(owner), agent).catch(() => wait(1_000));
    const alone = await openings();
    let isOver = false;
    let done = 0;
    const greed = Array.from({ length: AT_ONCE }, async () => {
      for (; !isOver; done += 1) await open(pageOf(greedy), agent);
    });
    const began = performance.now();
    const beside = await openings();
    isOver = true;
    const perSecond = (done * 1_000) / (performance.now() - began);
    await Promise.all(greed);
    agent.destroy();
    const row = (
      what: string,
      value: number,
      goal: number | null,
      show: BenchRow["show"] = milliseconds,
    ) => ({
      ...{ page: "/hosts/ID", what, value, goal, show },
    });
    return [
      row("alone, p50", percentile(alone, 0.5), null),
      row("alone, p95", percentile(alone, 0.95), null),
      row(`another account has ${AT_ONCE} at a time, p50`, percentile(beside, 0.5), null),
      row(`another account has ${AT_ONCE} at a time, p95`, percentile(beside, 0.95), GOAL_MS),
      row("pages a second of that account", perSecond, null, (n) => n.toFixed(1)),
    ];
  } finally {
    await world.stop();
  }
}

/** Milliseconds until the page is whole. */
function open({ url, cookie }: { url: string; cookie: string }, agent: Agent): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200)
        reject(new Error(`${url} answered ${answer.statusCode} ${answer.headers.location ?? ""}`));
      answer
        .resume()
        .once("end", () => resolve(performance.now() - began))
        .once("error", reject);
    }).once("error", reject);
  });
}
