import { Agent, get } from "node:http";
import { cpuMsOf } from "../support/panel-cpu";
import { percentile } from "../support/percentile";

/** One address and who asks for it; several are asked for in turn, since a session may read so many a minute. */
export interface AskedPage {
  url: string;
  cookie: string | null;
}

export interface Load {
  asked: readonly AskedPage[];
  /** The process that answers. */
  pid: number | undefined;
}

export interface PageRatio {
  /** Finished in one second, in the median round. */
  perSecond: number;
  barePerSecond: number;
  /** Of the two rates, round by round: the median. */
  ratio: number;
  /** Processor time of one page, ms; null where the system doesn't tell. */
  cpuMs: number | null;
  /** The bare app's processor time as a part of it: unlike rates, what else runs on the machine hardly changes it. */
  cpuRatio: number | null;
}

const ROUNDS = 5;
const ROUND_MS = 1_500;
const AT_ONCE = 8;

/** The same load on both in turn: whatever else the machine does meets both alike. */
export async function pageRatio(page: Load, bare: Load): Promise<PageRatio> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    for (const one of [...page.asked, ...page.asked, ...bare.asked]) await ask(one, agent);
    const rounds: { page: Rate; bare: Rate }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ bare: await rate(bare, agent), page: await rate(page, agent) });
    }
    const median = (of: (round: (typeof rounds)[number]) => number) => percentile(rounds.map(of), 0.5);
    const cpuMs = median(({ page }) => page.cpuMs ?? Number.NaN);
    const cpuRatio = median(({ page, bare }) => (bare.cpuMs ?? Number.NaN) / (page.cpuMs ?? Number.NaN));
    return {
      perSecond: median(({ page }) => page.perSecond),
      barePerSecond: median(({ bare }) => bare.perSecond),
      ratio: median(({ page, bare }) => page.perSecond / bare.perSecond),
      cpuMs: Number.isNaN(cpuMs) ? null : cpuMs,
      cpuRatio: Number.isNaN(cpuRatio) ? null : cpuRatio,
    };
  } finally {
    agent.destroy();
  }
}

interface Rate {
  perSecond: number;
  cpuMs: number | null;
}

async function rate({ asked, pid }: Load, agent: Agent): Promise<Rate> {
  const cpuBefore = cpuMsOf(pid);
  const began = performance.now();
  let done = 0;
  const worker = async (n: number) => {
    for (let turn = n; performance.now() - began < ROUND_MS; turn += AT_ONCE) {
      const one = asked[turn % asked.length];
      if (one) await ask(one, agent);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => worker(n)));
  const perSecond = (done * 1_000) / (performance.now() - began);
  const cpuAfter = cpuMsOf(pid);
  return {
    perSecond,
    cpuMs: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / done,
  };
}

/** By Node's own client, which takes less of the machine than `fetch`. */
function ask({ url, cookie }: AskedPage, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: cookie ? { cookie } : {} }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
      answer.resume().once("end", resolve).once("error", reject);
    }).once("error", reject);
  });
}
