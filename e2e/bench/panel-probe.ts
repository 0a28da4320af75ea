import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

interface Sample {
  /** Milliseconds since 1970. */
  at: number;
  /** The worst hold of the event loop since the sample before. */
  holdMs: number;
  rss: number;
  /** Processor time of the process since it began, its threads included. */
  cpuMs: number;
}

/** Settings that make a panel write down how it fares, and the reader of what it wrote. */
export function panelProbe(folder: string) {
  const file = path.join(folder, "probe.jsonl");
  return {
    env: {
      NODE_OPTIONS: `--require ${path.resolve("e2e/support/loop-probe.cjs")}`,
      LOOP_PROBE: file,
    },
    samples(since = 0): Sample[] {
      const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
      return lines.map((line) => JSON.parse(line) as Sample).filter((sample) => sample.at >= since);
    },
  };
}

export const worstHold = (samples: readonly Sample[]) => Math.max(...samples.map((sample) => sample.holdMs));

/** Part of one core, between the first and the last. */
export function load(samples: readonly Sample[]): number {
  const [first, last] = [samples.at(0), samples.at(-1)];
  return first && last && last.at > first.at ? (last.cpuMs - first.cpuMs) / (last.at - first.at) : Number.NaN;
}
