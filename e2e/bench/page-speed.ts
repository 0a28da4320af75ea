import { percentile } from "../support/percentile";
import { cpuMsOf } from "./panel-cpu";

export interface PageSpeed {
  medianMs: number;
  p95Ms: number;
  /** Finished in one second, asked by several at once. */
  perSecond: number;
  /** Of the panel's process alone, a page, in ms; null where it can't be read. */
  cpuMs: number | null;
}

const ROUNDS = 100;
const AT_ONCE = 8;
const LOAD_MS = 4_000;

/** Over HTTP, whole body read, warm: one after another for the times, several at once for the rate. */
export async function pageSpeed(
  url: string,
  cookie: string | null,
  panelPid: number | undefined,
): Promise<PageSpeed> {
  const headers = cookie ? { cookie } : undefined;
  const ask = async () => {
    const answer = await fetch(url, { headers, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  };
  for (let warm = 0; warm < 20; warm += 1) await ask();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return {
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    ...(await rate(ask, panelPid)),
  };
}

async function rate(
  ask: () => Promise<void>,
  panelPid: number | undefined,
): Promise<Pick<PageSpeed, "perSecond" | "cpuMs">> {
  const cpuBefore = cpuMsOf(panelPid);
  const began = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() - began < LOAD_MS) {
      await ask();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const perSecond = (done * 1_000) / (performance.now() - began);
  const cpuAfter = cpuMsOf(panelPid);
  return {
    perSecond,
    cpuMs: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / done,
  };
}
