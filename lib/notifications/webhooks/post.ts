import { isIP } from "node:net";
import { Agent, buildConnector, request } from "undici";
import { InsideAddress, isOutside, outsideLookup, type Resolve } from "./outside-lookup";

/** For connecting, sending and the answer together. */
const LIMIT_MS = 10_000;
const LARGEST_HEAD_BYTES = 16 * 1024;
/** Of an answer that is read at all. */
const LARGEST_ANSWER_BYTES = 8 * 1024;

/** Why no answer came, or none that counts; message keys of `notifications.webhooks.fault`. */
export const DELIVERY_FAULTS = [
  "inside-address",
  "not-found",
  "not-connected",
  "certificate",
  "timeout",
  "broken",
  /** A redirect: it is not followed. */
  "redirect",
  /** 410: the webhook ends. */
  "gone",
  "refused",
  /** A messenger took the call and told of an error in its answer. */
  "error-code",
  /** The host is another's by now, or there is none any more: nothing was sent. */
  "not-theirs",
  /** The secret can't be opened, since AUTH_SECRET is another. */
  "secret",
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

export interface PostResult {
  /** Null: no answer came. */
  status: number | null;
  /** Null: it was taken. */
  fault: DeliveryFault | null;
  /** How long it wants to be left alone (429, 503), in ms. */
  waitMs?: number;
}

/** What is sent. */
export interface Call {
  url: URL;
  body: string | Buffer;
  headers: Record<string, string>;
  /** Of a messenger that answers 200 to all: whether this body says that it was taken. Without it no body is read. */
  isTaken?: (answer: string) => boolean;
  /** Of one that says in its answer how long to wait, in seconds. */
  waitOf?: (answer: string) => number;
  /** A status that says the same as 410. */
  goneAt?: number;
}

/** What tests put in the place of DNS, of the system's authorities, and of the whole of the internet. */
export interface PostSettings {
  resolve?: Resolve;
  ca?: string;
  limitMs?: number;
  /** Stands for the way to an outside address, once that was checked: where the connection ends up. */
  reroute?: (address: string) => string;
}

/**
 * One POST over a connection of its own to an address of the public internet, judged at this very connect. Redirects are
 * not followed. Never throws.
 */
export async function post(
  { url, body, headers, isTaken, waitOf, goneAt }: Call,
  settings: PostSettings = {},
): Promise<PostResult> {
  const limitMs = settings.limitMs ?? LIMIT_MS;
  const agent = new Agent({
    connect: outsideConnector(settings, limitMs),
    maxHeaderSize: LARGEST_HEAD_BYTES,
    pipelining: 0,
    headersTimeout: limitMs,
    bodyTimeout: limitMs,
  });
  try {
    const answer = await request(url, {
      method: "POST",
      dispatcher: agent,
      headers: { "content-type": "application/json", "user-agent": "Panel-Webhook/1", ...headers },
      body,
      signal: AbortSignal.timeout(limitMs),
    });
    const status = answer.statusCode;
    const fault = status === goneAt ? "gone" : faultOfStatus(status);
    const text = (fault === null ? isTaken : waitOf) ? await beginningOf(answer.body) : "";
    answer.body.on("error", () => {}).destroy();
    const isRefused = fault === null && isTaken?.(text) === false;
    const waitMs = Math.max(
      (waitOf?.(text) ?? 0) * 1000,
      waitOfHeader(status, answer.headers["retry-after"]),
    );
    return { status, fault: isRefused ? "error-code" : fault, waitMs };
  } catch (error) {
    return { status: null, fault: faultOf(error) };
  } finally {
    agent.destroy().catch(() => {});
  }
}

/** Seconds, or a date; 0 for anything else. */
function waitOfHeader(status: number, header: string | string[] | undefined): number {
  if ((status !== 429 && status !== 503) || typeof header !== "string") {
    return 0;
  }
  const ms = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= LARGEST_ANSWER_BYTES) {
      break;
    }
  }
  return Buffer.concat(pieces).toString("utf8");
}

function outsideConnector({ resolve, ca, reroute }: PostSettings, timeout: number): buildConnector.connector {
  const guarded = outsideLookup(resolve);
  const connect = buildConnector({
    timeout,
    ca,
    rejectUnauthorized: true,
    lookup: reroute ? rerouted(guarded, reroute) : guarded,
  });
  return (options, callback) => {
    // An address needs no look-up, so it is judged here.
    const literal = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) !== 0 && !isOutside(literal)) {
      callback(new InsideAddress(), null);
      return;
    }
    connect(options, callback);
  };
}

const rerouted =
  (guarded: Resolve, reroute: (address: string) => string): Resolve =>
  (name, options, answer) =>
    guarded(name, { ...options, all: true }, (error, found) => {
      const host = error === null && Array.isArray(found) ? reroute(found[0]?.address ?? "") : "";
      options.all ? answer(error, [{ address: host, family: 4 }]) : answer(error, host, 4);
    });

function faultOfStatus(status: number): DeliveryFault | null {
  if (status >= 200 && status < 300) {
    return null;
  }
  if (status === 410) {
    return "gone";
  }
  return status >= 300 && status < 400 ? "redirect" : "refused";
}

const CERTIFICATE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

function faultOf(error: unknown): DeliveryFault {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code = "", name = "" } = (first ?? {}) as { code?: unknown; name?: string };
  const text = typeof code === "string" ? code : "";
  if (text === "INSIDE_ADDRESS") {
    return "inside-address";
  }
  if (name === "TimeoutError" || /TIMEOUT|ETIMEDOUT/.test(text)) {
    return "timeout";
  }
  if (text === "ENOTFOUND" || text.startsWith("EAI_")) {
    return "not-found";
  }
  if (CERTIFICATE.test(text)) {
    return "certificate";
  }
  return /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(text) ? "not-connected" : "broken";
}
