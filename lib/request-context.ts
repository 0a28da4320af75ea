import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { perProcess } from "./per-process";

/** What is known of the request that is being answered; filled in as it becomes known. */
export interface RequestContext {
  readonly requestId: string;
  /** Null where addresses are unknown. */
  readonly address: string | null;
  /** The other end of the connection, for where the address is unknown. */
  readonly peer: string | null;
  account?: string;
  /** Whose calls it makes, where they don't count as the account's own: a batch must not hold up its customer's pages. */
  callShare?: string;
  /** The session's row id, never its token. */
  session?: string;
  /** The row id of the token that a program showed, never the token. */
  program?: string;
  /** The language of whoever asks, for the calls that are made for them. */
  language?: "en" | "zh-CN";
  /** While staff look through a customer's eyes. */
  view?: string;
  /** The host that was asked for, as it was written; also one that is not there or not theirs. */
  host?: string;
  /** An error was logged for it. */
  failed?: true;
  /** When the answer was out; milliseconds since 1970. */
  endedAt?: number;
  /** What the answer is written to; none in tests. */
  readonly response?: ServerResponse;
  /** Gives back what the request held, when its answer is out. */
  release: (() => void)[];
  /** Its turns within its account's share, of each kind of work. */
  turns?: Record<string, Promise<boolean>>;
}

/** Work that a request leaves behind is logged under its id this long. Loops that it started go on without it. */
const AFTERWARDS_MS = 60_000;
const LONGEST_HOST = 64;

const storage = perProcess("request-context", () => new AsyncLocalStorage<RequestContext>());

export const runInRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

/** For what a request happens to notice and isn't about: log lines of `work` carry nothing of it. */
export const outsideRequest = <T>(work: () => T): T => storage.exit(work);

/** To be called once its answer is out. */
export function endRequest(context: RequestContext): void {
  context.endedAt = Date.now();
  for (const release of context.release.splice(0)) {
    release();
  }
}

/** Undefined outside of requests: in the background, in commands and in most tests. */
export const currentRequest = (): RequestContext | undefined => storage.getStore();

type Known = Partial<Pick<RequestContext, "account" | "session" | "program" | "view" | "host" | "language">>;

/** Adds what has become known to every later log line of the request. */
export function noteRequest({ host, ...known }: Known): void {
  const context = currentRequest();
  if (context) {
    Object.assign(context, known, host === undefined ? {} : { host: host.slice(0, LONGEST_HOST) });
  }
}

/** The fields that every log line of a request carries. */
export function requestFields(): Record<string, string> {
  const context = currentRequest();
  if (!context || (context.endedAt !== undefined && Date.now() - context.endedAt > AFTERWARDS_MS)) {
    return {};
  }
  const { requestId, address, peer, account, session, program, view, host } = context;
  const fields = { requestId, ...(address ? { address } : { peer }), account, session, program, view, host };
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => !!field[1]));
}

/** Aborted once nobody waits for the answer any more: the caller hung up, or has it. Null outside of requests. */
export function callerSignal(): AbortSignal | null {
  const context = currentRequest();
  if (!context) {
    return null;
  }
  const controller = new AbortController();
  if (context.endedAt === undefined) {
    context.release.push(() => controller.abort());
  } else {
    controller.abort();
  }
  return controller.signal;
}
