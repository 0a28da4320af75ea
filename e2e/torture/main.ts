/** `npm run torture -- --minutes N --seed S`: breaks everything around two instances, then holds what they said against what happened. */
import { randomInt } from "node:crypto";
import { setMaxListeners } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { inspect, parseArgs } from "node:util";
import { CLASSES, check, type Evidence, type Violation } from "./check";
import { makePlan } from "./plan";
import { Run, type RunFigures } from "./run";
import { countUndone } from "./safety";

const MOST_MINUTES = 60;
const SHOWN_OF_A_CLASS = 5;

function read(): { minutes: number; seed: number } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { minutes: { ...text, default: "10" }, seed: text } });
  const minutes = Number(values.minutes);
  const seed = values.seed === undefined ? randomInt(1, 1_000_000) : Number(values.seed);
  if (!(minutes > 0 && minutes <= MOST_MINUTES))
    throw new Error(`--minutes must be above 0, at most ${MOST_MINUTES}`);
  if (!Number.isInteger(seed)) throw new Error("--seed must be a whole number");
  return { minutes, seed };
}

async function main(): Promise<boolean> {
  const { minutes, seed } = read();
  const began = Date.now();
  const say = (line: string) => console.log(`[${Math.round((Date.now() - began) / 1000)} s] ${line}`);
  const stop = new AbortController();
  // Each form under way listens to it.
  setMaxListeners(0, stop.signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  const run = new Run(makePlan(seed, minutes), stop.signal);
  say(`torture for ${minutes} minutes, seed ${seed}; logs in ${run.folder}`);
  let summary = `interrupted; seed ${seed}`;
  try {
    const { evidence, figures } = await run.play(say);
    const violations = check(evidence);
    keep(run.folder, { evidence, violations });
    report(evidence, figures, violations);
    const isProof = evidence.rows.length > 0 && evidence.journal.effects.length > 0;
    if (!isProof) console.log("Nothing was done, so nothing is shown.");
    summary = `${summaryOf(evidence, figures, violations)}; ${minutes} minutes, seed ${seed}`;
    return isProof && violations.length === 0;
  } finally {
    await run.close();
    say(`logs are in ${run.folder}`);
    console.log(summary);
  }
}

function keep(
  folder: string,
  { evidence, violations }: { evidence: Evidence; violations: Violation[] },
): void {
  const write = (name: string, value: unknown) =>
    writeFileSync(path.join(folder, name), JSON.stringify(value, null, 1));
  write("journal.json", evidence.journal);
  write("ledger.json", evidence.rows);
  write("moves.json", evidence.moves);
  write("violations.json", violations);
}

function report(evidence: Evidence, figures: RunFigures, violations: Violation[]): void {
  console.log(inspect(figures, { depth: 4, breakLength: 110 }));
  const outcomes = new Map<string, number>();
  for (const { outcome } of evidence.rows) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  console.log("outcomes:", Object.fromEntries(outcomes));
  console.log("restores with a safety snapshot:", countUndone(evidence.rows));
  for (const name of CLASSES) {
    const found = violations.filter((violation) => violation.class === name);
    console.log(`${name}: ${found.length}`);
    for (const { text, shown } of found.slice(0, SHOWN_OF_A_CLASS)) {
      console.log(`  ${text}`);
      console.log(inspect(shown, { depth: 4, breakLength: 150 }).replaceAll(/^/gm, "    "));
    }
  }
}

function summaryOf(
  { rows, journal, acknowledgements }: Evidence,
  { sent }: RunFigures,
  violations: Violation[],
): string {
  const counts = CLASSES.map((name) => `${name} ${violations.filter((one) => one.class === name).length}`);
  const size = `${sent} forms, ${rows.length} operations, ${journal.effects.length} effects, ${acknowledgements.length} acknowledged`;
  return `${size}: ${counts.join(", ")}`;
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    const isStopped = error instanceof Error && error.name === "AbortError";
    if (!isStopped) console.error(error);
    process.exit(1);
  },
);
