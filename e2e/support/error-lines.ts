import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";

// What panels and browsers of this process called an error, until the test that runs is asked about it.

/** How far each panel's log was read, in bytes. */
const read = new Map<string, number>();
let seen: string[] = [];

/** What this log says from here on counts. */
export function watchLog(file: string): void {
  read.set(file, existsSync(file) ? statSync(file).size : 0);
}

/** Its last lines are read; its file may be removed. */
export function leaveLog(file: string): void {
  if (read.has(file)) seen.push(...errorsOf(file));
  read.delete(file);
}

/** Errors of the console and errors that nothing caught. A failed request is none: tests ask for pages that aren't there. */
export function watchBrowser(context: BrowserContext): void {
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      seen.push(`console of ${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) =>
    seen.push(`page ${error.page()?.url()}: ${error.error().message} ${error.error().stack}`),
  );
}

/** All since the last time, oldest first. */
export function takeErrors(): string[] {
  for (const file of read.keys()) seen.push(...errorsOf(file));
  const all = seen;
  seen = [];
  return all;
}

function errorsOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const log = openSync(file, "r");
  const from = read.get(file) ?? 0;
  const bytes = Buffer.alloc(fstatSync(log).size - from);
  readSync(log, bytes, 0, bytes.length, from);
  closeSync(log);
  // The last line may be on its way still.
  const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
  read.set(file, from + whole.length);
  return whole.toString().split("\n").filter(isError);
}

/** The panel waits some seconds for a connection to its database, and a busy machine takes longer now and then. */
const CONNECTED_LATE = /timeout exceeded when trying to connect|Connection terminated/;

/** A line that is no JSON was written past the log: by Node or a library. */
const isError = (line: string) =>
  line !== "" &&
  !CONNECTED_LATE.test(line) &&
  (/^\{"level":"(error|fatal)"/.test(line) || !line.startsWith("{"));
