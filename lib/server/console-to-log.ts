import process from "node:process";
import { format, stripVTControlCharacters } from "node:util";
import { log } from "../log";
import { isUnreadableForm } from "../process/unreadable-form";
import { currentRequest } from "../request-context";

const LONGEST_TEXT = 4_000;
const LEVELS = {
  debug: "debug",
  log: "info",
  info: "info",
  warn: "warn",
  error: "error",
  trace: "error",
} as const;

/**
 * Sends what Next, other packages and Node itself print to the log: one JSON line for each event. A caller's text that
 * Next quotes is escaped and cut there.
 */
export function sendConsoleToLog(): void {
  for (const [method, level] of Object.entries(LEVELS)) {
    console[method as keyof typeof LEVELS] = (...args: unknown[]) => write(level, args);
  }
  process.removeAllListeners("warning");
  process.on("warning", (err) => log.warn({ err, source: "node" }, "Node warned"));
}

/** What Next says at each start. */
const NOTHING_NEW = /^Running next\.config\.m?js took /;

function write(level: (typeof LEVELS)[keyof typeof LEVELS], args: unknown[]): void {
  const err = args.find((arg) => arg instanceof Error);
  const text = stripVTControlCharacters(format(...args.filter((arg) => arg !== err)))
    // Next's own mark before a line.
    .replace(/^\s*[⨯⚠▲✓○]\s*/u, "")
    .trim();
  if (err instanceof Error && "code" in err && err.code === "ECONNRESET") {
    log.info({ source: "console", code: err.code }, "a caller hung up");
  } else if (NOTHING_NEW.test(text)) {
    log.debug({ source: "console" }, text);
  } else if (isUnreadableForm(err instanceof Error ? err : { message: text })) {
    log.debug({ source: "console" }, "Next refused a form");
  } else if (text !== "" || err) {
    const request = currentRequest();
    if (request && level === "error") {
      request.failed = true;
    }
    log[level](
      { source: "console", ...(err ? { err } : {}) },
      text.slice(0, LONGEST_TEXT) || "an error was printed",
    );
  }
}
