import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";
import { ScriptsAfterPaint } from "./scripts-after-paint";

/** By it a page of 80 to 120 kB takes as long as by gzip, and 12 % fewer bytes. A window of 128 kB holds a whole page. */
const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_LGWIN]: 17,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};

const typeOf = (response: ServerResponse) => String(response.getHeader("content-type"));

const compressed = compression({
  brotli: BROTLI,
  // It would hold events back.
  filter: (request, response) =>
    !typeOf(response).startsWith("text/event-stream") && compression.filter(request, response),
});

/**
 * What Next answers, on its way to the browser: the scripts of its documents in the order of `ScriptsAfterPaint`, and all
 * text compressed, for which Next's own compression is off (`next.config.mjs`): it would hide the documents. Both pass on at
 * once what Next flushes.
 */
export function sendNextAnswers(next: RequestListener): RequestListener {
  return (request, response) => {
    compressed(request, response, () => undefined);
    putScriptsAfterPaint(request, response);
    next(request, response);
  };
}

/** Of the policy that Next is told with the request, and reads in the same way. */
const nonceOf = ({ headers }: IncomingMessage): string | undefined =>
  /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1];

/** A document with a length is a file: Next streams those it makes, and those alone have scripts with a nonce. */
function putScriptsAfterPaint(request: IncomingMessage, response: ServerResponse): void {
  const nonce = nonceOf(request);
  if (nonce === undefined) {
    return;
  }
  const { write, end } = response;
  let document: ScriptsAfterPaint | null | undefined;
  const documentNow = () => {
    const isDocument = typeOf(response).startsWith("text/html") && !response.hasHeader("content-length");
    document ??= document === null || !isDocument ? null : new ScriptsAfterPaint(nonce);
    return document;
  };
  response.write = function (...args: unknown[]) {
    const now = documentNow();
    if (!now) {
      return Reflect.apply(write, this, args);
    }
    const sent = now.push(bytesOf(args));
    return sent.length === 0 || write.call(this, sent, "utf8");
  };
  response.end = function (...args: unknown[]) {
    const now = documentNow();
    if (!now) {
      return Reflect.apply(end, this, args);
    }
    document = null;
    const last = Buffer.concat([now.push(bytesOf(args)), now.end()]);
    const ended = args.find((arg) => typeof arg === "function");
    if (ended) {
      this.once("finish", ended as () => void);
    }
    return last.length === 0 ? Reflect.apply(end, this, []) : Reflect.apply(end, this, [last]);
  };
}

/** Of what `write` and `end` are called with. */
function bytesOf([chunk, encoding]: unknown[]): Buffer {
  if (typeof chunk === "string") {
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  }
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : Buffer.alloc(0);
}
