import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Settings that make a panel write down the statements of its requests, and the reader of what it wrote. */
export function statementProbe(folder: string) {
  const file = path.join(folder, "statements.txt");
  return {
    env: {
      NODE_OPTIONS: `--require ${path.resolve("e2e/support/statement-probe.cjs")}`,
      STATEMENT_PROBE: file,
    },
    /** All so far, oldest first. */
    statements: (): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []),
  };
}
