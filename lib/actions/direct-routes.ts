import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { perProcess } from "../per-process";

/** What a route answers, before it is made Next's or Node's. */
export interface PlainAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

type Params = Record<string, string>;
type Answer = (request: IncomingMessage, params: Params) => Promise<PlainAnswer>;

/**
 * Small GET routes that the server in front of Next answers itself: what Next does around one costs more than the answer.
 * The server can't import them, since they live in what Next builds: each is known once Next has loaded it, with its first
 * request.
 */
const known = perProcess("direct routes", () => new Map<string, { parts: string[]; answer: Answer }>());

/** `route` as its folders are named, such as `/api/hosts/[vmid]`. */
export function answerDirectly(route: string, answer: Answer): void {
  known.set(route, { parts: route.split("/"), answer });
}

/** Null for what Next has to answer: also an address with a query, or that is written in an odd way. */
export function directAnswer(request: IncomingMessage): (() => Promise<PlainAnswer>) | null {
  const { method, url = "" } = request;
  if (method !== "GET" || !PLAIN.test(url)) {
    return null;
  }
  const asked = url.split("/");
  for (const { parts, answer } of known.values()) {
    const params = paramsOf(parts, asked);
    if (params) {
      return () => answer(request, params);
    }
  }
  return null;
}

const PLAIN = /^(\/[A-Za-z0-9_-]+)+$/;

function paramsOf(parts: readonly string[], asked: readonly string[]): Params | null {
  const params: Params = {};
  const fits = parts.every((part, at) => {
    const given = asked[at] ?? "";
    if (!part.startsWith("[")) {
      return part === given;
    }
    params[part.slice(1, -1)] = given;
    return true;
  });
  return fits && parts.length === asked.length ? params : null;
}

/** Bytes; less than this doesn't become smaller by much. As Next does it. */
const WORTH_ZIPPING = 1_024;
const zip = promisify(gzip);

export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<PlainAnswer>,
): Promise<void> {
  const { status, headers, body } = await answer();
  const bytes = Buffer.from(body);
  const zips = bytes.length >= WORTH_ZIPPING && /\bgzip\b/.test(String(request.headers["accept-encoding"]));
  const sent = zips ? await zip(bytes) : bytes;
  response.writeHead(status, {
    ...headers,
    vary: "accept-encoding",
    ...(zips ? { "content-encoding": "gzip" } : {}),
    "content-length": sent.length,
  });
  response.end(sent);
}
