/**
 * What a call to the master came to. Returned, never thrown: a caller that forgets a fault does not compile.
 * What an answer may be read as: docs/rstack.md, "Faults".
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault };

/** The value as something else; a fault stays as it is. */
export const mapOutcome = <From, To>(outcome: Outcome<From>, to: (value: From) => To): Outcome<To> =>
  outcome.ok ? { ok: true, value: to(outcome.value) } : outcome;

export type Fault =
  /** The master said no (`-1`, `-1|text`). `text` is its own words, decoded, control characters out, capped. */
  | { kind: "refused"; text: string; clockSkewMs: number | null }
  /** Nothing left the panel that the master could have acted on. */
  | { kind: "not-sent"; cause: NotSentCause; detail: string }
  /** Bytes were sent and no answer that can be trusted came: a command may have been carried out. */
  | { kind: "unknown"; cause: UnknownCause; detail: string }
  /** An answer that is not one of the documented kinds. Queries only: a command's is `unknown`. */
  | { kind: "protocol"; cause: ProtocolCause; detail: string };

export type NotSentCause =
  | "dns"
  | "connect-refused"
  | "connect-timeout"
  | "connect-failed"
  | "tls"
  | "plain-http"
  | "breaker-open"
  | "busy"
  | "budget"
  | "cancelled"
  | "invalid-parameters";

export type UnknownCause =
  | "answer-timeout"
  | "body-timeout"
  | "reset"
  | "cancelled"
  | "too-large"
  | ProtocolCause;

export type ProtocolCause =
  | "redirect"
  | "http-status"
  | "html"
  | "empty"
  | "truncated"
  | "shape"
  | "duplicate-key"
  | "encoding";
