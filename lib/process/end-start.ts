import { writeSync } from "node:fs";
import process from "node:process";
import { log } from "../log";

/** A fault that whoever runs the panel can mend: its message says all, and where it was thrown says nothing. */
export class StartError extends Error {
  override name = "StartError";
}

const STANDARD_ERROR = 2;

/** Ends the process with exit code 1. What can be mended is said as the settings' faults are, all else with its stack in the log. */
export function endStart(err: unknown, what: string): never {
  if (err instanceof StartError || err === null) {
    sayFaults([err === null ? what : err.message]);
  } else {
    log.fatal({ err }, what);
  }
  process.exit(1);
}

/** A list for the terminal; where it can't be written, nobody can be told. */
export function sayFaults(faults: readonly string[]): void {
  try {
    writeSync(
      STANDARD_ERROR,
      `The panel can't start:\n${faults.map((fault) => `  - ${fault}`).join("\n")}\n`,
    );
  } catch {
    // The exit code tells.
  }
}
