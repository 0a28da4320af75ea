import { writeSync } from "node:fs";
import process from "node:process";
import { perProcess } from "../per-process";

// Where the log goes. A disk that is full, a reader that has gone or one that is too slow must never end the panel, nor be
// logged: that line could not be written, either. What is lost is counted.

const STANDARD_OUTPUT = 1;
/** Milliseconds that a line waits for a reader that is too slow; the event loop stands still meanwhile. */
const SLOW_READER = { step: 5, all: 100 };

const state = perProcess("log output", () => ({
  lost: 0,
  /** The newest line could not be written, whole or in part. */
  failing: false,
  /** A part of it was: the next line begins on a line of its own. */
  cut: false,
}));

/** Lines that could not be written since the start of the process. */
export const lostLogLines = (): number => state.lost;

/** Writes to a file or pipe, whole lines. Never throws. */
export const outputTo = (write: (bytes: Uint8Array) => number) => ({
  write(line: string): void {
    const bytes = Buffer.from(state.cut ? `\n${line}` : line);
    let done = 0;
    // While lines are lost none is waited for.
    let patience = state.failing ? 0 : SLOW_READER.all;
    try {
      while (done < bytes.length) {
        try {
          done += write(bytes.subarray(done));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "EAGAIN" || patience <= 0) {
            throw error;
          }
          patience -= SLOW_READER.step;
          Atomics.wait(PAUSE, 0, 0, SLOW_READER.step);
        }
      }
      state.failing = false;
      state.cut = false;
    } catch {
      state.lost += 1;
      state.failing = true;
      state.cut ||= done > 0;
    }
  },
});

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

export const standardOutput = outputTo((bytes) => writeSync(STANDARD_OUTPUT, bytes));

/**
 * For the start of a process: what Node itself, or a command, prints must not end it, either. `console` writes by these
 * streams, and a stream without a listener throws.
 */
export function outliveFullDisk(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => {});
  }
}
