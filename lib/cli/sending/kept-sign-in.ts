import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";

/** Milliseconds: what staff change of the provider's look is seen so much later by who isn't signed in. */
const KEPT_MS = 1_000;
const MOST_KEPT = 20;
/** Bytes of a document, which has some 16,000. */
const LONGEST = 100_000;

/** All that Next sets for it; an answer with any other header, such as a cookie, is its asker's alone. */
const KEPT_HEADERS = new Set(["content-type", "cache-control", "vary", "link"]);
/** Set by what compresses, for each answer. */
const OF_ENCODING = "content-encoding";
/** What the document doesn't depend on: who asks by which way, and what is told to Next anew with each request. */
const OTHER_WAYS =
  /^(accept-encoding|connection|forwarded|via|x-forwarded-for|x-real-ip|x-request-id|content-security-policy)$/;

interface KeptDocument {
  nonce: string;
  headers: [name: string, value: string][];
  /** As Latin-1, which keeps every byte. */
  text: string;
}

/**
 * Keeps the sign-in page for a moment: it is what a flood of strangers asks for. It holds nothing of who asks beside their
 * language and the nonce, which each answer gets anew. Asked without a cookie or query, and with the same headers in all
 * that could matter.
 */
export function keepSignIn(next: RequestListener, keptMs = KEPT_MS): RequestListener {
  const kept = new LRUCache<string, KeptDocument>({ max: MOST_KEPT, ttl: keptMs });
  return (request, response) => {
    const nonce = nonceOf(request);
    const key = nonce === undefined ? null : keyOf(request);
    if (nonce === undefined || key === null) {
      next(request, response);
      return;
    }
    const known = kept.get(key);
    if (!known) {
      watch(response, (found) => kept.set(key, { nonce, ...found }));
      next(request, response);
      return;
    }
    const anew = (text: string) => text.replaceAll(known.nonce, nonce);
    for (const [name, value] of known.headers) {
      response.setHeader(name, anew(value));
    }
    // Like Next, without a length: the document may still be changed on its way.
    response.write(Buffer.from(anew(known.text), "latin1"));
    response.end();
  };
}

/** Of the policy that Next is told with the request, and reads in the same way. */
export const nonceOf = ({ headers }: IncomingMessage): string | undefined =>
  /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1];

/** Null for what isn't kept. */
function keyOf({ method, url, headers }: IncomingMessage): string | null {
  const isPlain = method === "GET" && url === "/sign-in";
  return isPlain && !isPersonal(headers)
    ? JSON.stringify(Object.entries(headers).filter(([name]) => !OTHER_WAYS.test(name)))
    : null;
}

const isPersonal = ({ cookie, authorization, rsc, range }: IncomingHttpHeaders): boolean =>
  [cookie, authorization, rsc, range].some((value) => value !== undefined);

/** Tells of a document that was sent whole. */
function watch(response: ServerResponse, tell: (found: Omit<KeptDocument, "nonce">) => void): void {
  const before = new Set(response.getHeaderNames());
  const pieces: Buffer[] = [];
  const { write, end } = response;
  response.write = function (...args: unknown[]) {
    pieces.push(Buffer.from(args[0] as Uint8Array));
    return Reflect.apply(write, this, args);
  };
  response.end = function (...args: unknown[]) {
    const isWhole = args.length === 0 || args[0] === undefined || args[0] === null;
    const names = response.getHeaderNames().filter((name) => !before.has(name) && name !== OF_ENCODING);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const isPage =
      response.statusCode === 200 && String(response.getHeader("content-type")).startsWith("text/html");
    if (isWhole && isPage && length < LONGEST && names.every((name) => KEPT_HEADERS.has(name))) {
      const headers = names.map((name): [string, string] => [name, String(response.getHeader(name))]);
      tell({ headers, text: Buffer.concat(pieces).toString("latin1") });
    }
    return Reflect.apply(end, this, args);
  };
}
