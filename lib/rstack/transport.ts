import { type Dispatcher, errors, Pool } from "undici";
import { joinInTurns } from "./bytes-in-turns";
import { ConnectFailed, type ConnectSettings, connector } from "./connect";
import type { NotSentCause, ProtocolCause, UnknownCause } from "./outcome";

/** A whole answer with status 200, as bytes. */
export interface HttpAnswer {
  bytes: Uint8Array;
  /** The `Date` header, milliseconds since 1970; null where there is none. */
  masterNow: number | null;
}

export type TransportFault = { bytes: number; masterNow: number | null; detail: string } & (
  | { sent: false; cause: NotSentCause }
  | { sent: true; cause: UnknownCause }
);

export interface Limits {
  /** From the first byte of the call to the answer's headers. */
  answerMs: number;
  /** From the headers to the last byte. */
  bodyMs: number;
  maxBytes: number;
  /** For all of it, the wait for a connection too. */
  totalMs: number;
}

export interface Transport {
  /** Settles in any case, and never throws. `fresh`: a connection of its own. */
  post(
    body: string,
    limits: Limits,
    options: { fresh: boolean; signal: AbortSignal },
  ): Promise<HttpAnswer | TransportFault>;
  close(): Promise<void>;
}

const HEADERS = {
  "content-type": "application/x-www-form-urlencoded",
  // A compressed answer could be a bomb, and its bytes could not be capped.
  "accept-encoding": "identity",
  "user-agent": "rstack-panel",
};

/**
 * Two pools: queries share kept connections; each command gets a new one, since a kept one that the master closes just
 * then would leave open whether the command was carried out.
 */
export function createTransport(url: URL, settings: ConnectSettings, connections: number): Transport {
  const connect = connector(settings);
  // Our own deadlines rule; undici's are off. Neither pool follows redirects.
  const common = { connect, connections, headersTimeout: 0, bodyTimeout: 0 };
  const kept = new Pool(url.origin, { ...common, pipelining: 1 });
  const fresh = new Pool(url.origin, { ...common, pipelining: 0 });
  return {
    post(body, limits, options) {
      const pool = options.fresh ? fresh : kept;
      return new Promise((resolve) => {
        const exchange = new Exchange(limits, options.signal, resolve);
        pool.dispatch({ path: url.pathname, method: "POST", headers: HEADERS, body }, exchange);
      });
    },
    async close() {
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

type Failure = { sent: true; cause: UnknownCause; detail: string };

/** One call on the wire: what was sent, what came back, and how long that may take. */
class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #masterNow: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #total: NodeJS.Timeout;
  #waitsFor: "answer-timeout" | "body-timeout" = "answer-timeout";
  #settled = false;
  readonly #cancel = () => this.#fail("cancelled", "");

  constructor(
    readonly limits: Limits,
    readonly signal: AbortSignal,
    readonly resolve: (result: HttpAnswer | TransportFault) => void,
  ) {
    signal.addEventListener("abort", this.#cancel, { once: true });
    this.#total = setTimeout(
      () => this.#fail(this.#waitsFor, `${Math.round(limits.totalMs)} ms in total`),
      limits.totalMs,
    );
  }

  /** Called just before the first byte leaves, on a connection that stands. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled || this.signal.aborted) {
      controller.abort(new Error("cancelled"));
      this.#settle({ ...this.#seen(), sent: false, cause: "cancelled", detail: "" });
      return;
    }
    this.#controller = controller;
    this.#deadline(this.limits.answerMs, "answer-timeout");
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) {
      return;
    }
    const date = typeof headers.date === "string" ? Date.parse(headers.date) : Number.NaN;
    this.#masterNow = Number.isNaN(date) ? null : date;
    const encoding = headers["content-encoding"];
    const fault = faultOfHead(status, encoding === undefined ? "" : String(encoding));
    if (fault === null) {
      this.#deadline(this.limits.bodyMs, "body-timeout");
    } else {
      this.#fail(fault.cause, fault.detail);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.limits.maxBytes) {
      this.#fail("too-large", `more than ${this.limits.maxBytes} bytes`);
    } else {
      this.#chunks.push(chunk);
    }
  }

  onResponseEnd(): void {
    void joinInTurns(this.#chunks, this.#bytes).then((bytes) =>
      this.#settle({ bytes, masterNow: this.#masterNow }),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (error instanceof ConnectFailed) {
      this.#settle({ ...this.#seen(), sent: false, cause: error.notSent, detail: error.detail });
    } else if (this.#controller === null) {
      this.#settle({ ...this.#seen(), sent: false, cause: "connect-failed", detail: error.name });
    } else {
      this.#settle({ ...this.#seen(), ...faultOfError(error) });
    }
  }

  #seen() {
    return { bytes: this.#bytes, masterNow: this.#masterNow };
  }

  #deadline(ms: number, cause: "answer-timeout" | "body-timeout"): void {
    clearTimeout(this.#timer);
    this.#waitsFor = cause;
    this.#timer = setTimeout(() => this.#fail(cause, `${ms} ms`), ms);
  }

  /** Before the first byte left, an end is "not sent"; `onRequestStart` then stops what still waits. */
  #fail(cause: UnknownCause, detail: string): void {
    const unsent = cause === "cancelled" ? cause : "connect-timeout";
    this.#settle(
      this.#controller === null
        ? { ...this.#seen(), sent: false, cause: unsent, detail }
        : { ...this.#seen(), sent: true, cause, detail },
    );
    this.#controller?.abort(new Error(cause));
  }

  #settle(result: HttpAnswer | TransportFault): void {
    if (!this.#settled) {
      this.#settled = true;
      clearTimeout(this.#timer);
      clearTimeout(this.#total);
      this.signal.removeEventListener("abort", this.#cancel);
      this.#chunks = [];
      this.resolve(result);
    }
  }
}

function faultOfHead(status: number, encoding: string): { cause: ProtocolCause; detail: string } | null {
  if (status >= 300 && status < 400) {
    return { cause: "redirect", detail: `status ${status}` };
  }
  if (status !== 200) {
    return { cause: "http-status", detail: `status ${status}` };
  }
  const plain = encoding === "" || encoding === "identity";
  return plain ? null : { cause: "encoding", detail: "compressed although it wasn't asked for" };
}

function faultOfError(error: Error): Failure {
  const isProtocol = error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError;
  return isProtocol
    ? { sent: true, cause: "shape", detail: "not HTTP" }
    : { sent: true, cause: "reset", detail: error.name };
}
