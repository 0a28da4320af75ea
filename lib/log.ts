import { readFileSync } from "node:fs";
import { findSourceMap, SourceMap } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { LRUCache } from "lru-cache";
import pino from "pino";
import { logLevel } from "./config";
import { perProcess } from "./per-process";
import { standardOutput } from "./process/log-output";
import { requestFields } from "./request-context";

/** Keys whose value is never written, at any depth. */
const SECRET_KEY =
  /secret|password|passwd|pwd|vmpass|sealed|totp|recovery|challenge|token|cookie|authorization|signature|credential|api_?(sign|random|key)|^sid$|sid_?hash|form_?key/i;
const DEEPEST = 6;
const SHORTEST_SECRET = 6;
const DEBUG = 20;

const hidden = perProcess("log-hidden", () => new Set<string>());

/** These values are struck out of every line, wherever they stand in it. For the settings that are secrets. */
export function hideInLogs(values: readonly string[]): void {
  for (const value of values.filter((v) => v.length >= SHORTEST_SECRET)) {
    hidden.add(value);
    hidden.add(JSON.stringify(value).slice(1, -1));
  }
}

/** What the log has been told of the database, and goes on being the cause of lines. */
type KnownCause = "silent" | "cannot write";
const MINUTE_MS = 60_000;

const known = perProcess("log-known-causes", () => new Map<KnownCause, { toldAt: number; alike: number }>());

/**
 * While the database is silent or can't be written to, which the log has been told, every request and all background work
 * find it so. One line a minute says it again for each of the two, with how many others were `alike`; the others are left to
 * the level debug.
 */
export function quietenLog(cause: KnownCause, isSo: boolean): void {
  if (isSo) {
    known.set(cause, { toldAt: performance.now(), alike: 0 });
  } else {
    known.delete(cause);
  }
}

/** Null for a line that shall be written; else how many were like it since the last one that was, this one included. */
function alikeTo(err: unknown): { alike: number; isDue: boolean } | null {
  if (known.size === 0) {
    return null;
  }
  const cause = isLostDatabase(err)
    ? "silent"
    : /^(53100|58030|25006)$/.test(sqlState(err) ?? "")
      ? "cannot write"
      : null;
  const told = cause && known.get(cause);
  if (!told) {
    return null;
  }
  told.alike += 1;
  const { alike } = told;
  const isDue = performance.now() - told.toldAt >= MINUTE_MS;
  if (isDue) {
    Object.assign(told, { toldAt: performance.now(), alike: 0 });
  }
  return { alike, isDue };
}

export const logOptions = (): pino.LoggerOptions => ({
  level: logLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: requestFields,
  formatters: { level: (label) => ({ level: label }), log: (line) => withoutSecrets(line, 0) },
  serializers: { err: describeError },
  hooks: {
    streamWrite: strike,
    logMethod(args, method, level) {
      const { err } = Object(args[0]) as { err?: unknown };
      const alike = level > DEBUG ? alikeTo(err) : null;
      if (alike === null) {
        method.apply(this, args);
      } else if (alike.isDue) {
        const [fields, ...text] = args;
        method.apply(this, [{ ...Object(fields), alike: alike.alike }, ...text] as typeof args);
      } else {
        this.debug(...args);
      }
    },
  },
});

export const log = perProcess("log", () => pino(logOptions(), standardOutput));

const LOST_CODE = /^(ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[123])$/;
const LOST_TEXT = /^(Connection terminated|timeout exceeded when trying to connect|timeout expired$)/;

/** PostgreSQL's code of an error, or the system's; Drizzle hands it on as the cause. */
export function sqlState(error: unknown): string | undefined {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  return typeof code === "string" ? code : cause instanceof Error ? sqlState(cause) : undefined;
}

/**
 * By PostgreSQL's or the system's code, or the driver's words; the system's codes count in what the driver throws alone
 * (`inQuery`).
 */
export function isLostDatabase(error: unknown, inQuery = false): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const { code, message, cause, stack = "" } = error as Error & { code?: string };
  const isQuery = inQuery || message.startsWith("Failed query") || stack.includes("/pg-pool/");
  const lost = isQuery ? LOST_CODE.test(code ?? "") : /^57P0/.test(code ?? "");
  return lost || LOST_TEXT.test(message) || isLostDatabase(cause, isQuery);
}

function strike(line: string): string {
  let struck = line;
  for (const value of hidden) {
    struck = struck.replaceAll(value, "[redacted]");
  }
  return struck;
}

const LONGEST_SQL = 300;
const FAILED_QUERY = /Failed query: ([\s\S]*?)\nparams:[\s\S]*?(?=\n {4}at |$)/g;

/**
 * Drizzle puts a failed query into the message, and with it the parameters, which are secrets as often as not: those are
 * left out, and the statement is cut.
 */
const withoutParameters = (text: string) =>
  text.replace(FAILED_QUERY, (_, statement: string) => {
    const cut = statement.length > LONGEST_SQL ? `${statement.slice(0, LONGEST_SQL)}…` : statement;
    return `Failed query: ${cut}\nparams: [redacted]`;
  });

/** A stack begins with the message: a failed query's is long, and stands in the line already. */
const framesOf = ({ stack = "", message }: Error): string =>
  message.startsWith("Failed query") ? stack.replace(/^[\s\S]*?\n(?= {4}at )/, "") : withoutParameters(stack);

/** The file, line and column of a frame, in code that was compiled by the build or by tsx. */
const COMPILED = /((?:file:\/\/)?\/[^\s()]+?\.(?:js|mjs|ts)(?:\?[\w=.-]+)?):(\d+):(\d+)/g;
const FRAME = /^ {4}at .{1,500}$/gm;
const BUILD = path.resolve(".next/server") + path.sep;
const READ_EVERY_MS = 10_000;
/** Null: there is none. */
const sourceMaps = new LRUCache<string, { map: SourceMap | null }>({
  max: 4,
  ttl: 60_000,
  ttlAutopurge: true,
});
let lastReadAt = Number.NEGATIVE_INFINITY;

/**
 * A stack that names lines of the sources. Node's own source maps are off in production, since they hold 90 MB at all times:
 * here a map is read as an error is logged, one in ten seconds at most, and kept for a minute.
 */
const withSources = (stack: string): string =>
  stack.replace(FRAME, (frame) =>
    frame.replace(COMPILED, (place, file: string, line: string, column: string) => {
      const entry = sourceMapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      return entry && "originalSource" in entry
        ? `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
        : place;
    }),
  );

function sourceMapOf(place: string): SourceMap | null {
  const ofTsx = findSourceMap(place);
  if (ofTsx) {
    return ofTsx;
  }
  const file = path.resolve(place.startsWith("file:") ? fileURLToPath(place) : place);
  const known = sourceMaps.get(file);
  const now = performance.now();
  if (known || !file.startsWith(BUILD) || now < lastReadAt + READ_EVERY_MS) {
    return known?.map ?? null;
  }
  lastReadAt = now;
  const map = readSourceMap(`${file}.map`);
  sourceMaps.set(file, { map });
  return map;
}

/** Null in the image, which has none. */
function readSourceMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, "utf8")));
  } catch {
    return null;
  }
}

type Described = {
  type: string;
  message: string;
  /** What Next shows to a person in place of the message. */
  digest?: string;
  code?: string;
  stack?: string;
  cause?: Described;
};

function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: String(error) };
  }
  const described: Described = { type: error.name, message: withoutParameters(error.message) };
  if ("code" in error && typeof error.code === "string") {
    described.code = error.code;
  }
  if ("digest" in error && typeof error.digest === "string") {
    described.digest = error.digest;
  }
  if (error.stack) {
    described.stack = withSources(framesOf(error));
  }
  if (error.cause && depth < DEEPEST) {
    described.cause = describeError(error.cause, depth + 1);
  }
  return described;
}

function withoutSecrets(record: Record<string, unknown>, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      SECRET_KEY.test(key) ? "[redacted]" : clean(key, value, depth),
    ]),
  );
}

function clean(key: string, value: unknown, depth: number): unknown {
  if (value instanceof Error) {
    return key === "err" && depth === 0 ? value : describeError(value);
  }
  if (value === null || typeof value !== "object" || value instanceof Date) {
    return value;
  }
  if (depth >= DEEPEST) {
    return "[deeper]";
  }
  if (Array.isArray(value)) {
    return value.map((item) => clean("", item, depth + 1));
  }
  return withoutSecrets(value as Record<string, unknown>, depth + 1);
}
