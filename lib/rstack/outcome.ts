/**
 * What a call to the master came to. Returned, never thrown: a caller that forgets a fault does not compile.
 * What an answer may be read as: docs/rstack.md, "Faults".
 */
export type Outcome<T> =
  /** `emptyBody`: a list that was answered without a body. The vendor's "no rows", and a broken proxy's too. */
  { ok: true; value: T; emptyBody?: true } | { ok: false; fault: Fault };

/** The value as something else; a fault stays as it is. */
export const mapOutcome = <From, To>(outcome: Outcome<From>, to: (value: From) => To): Outcome<To> =>
  outcome.ok ? { ...outcome, value: to(outcome.value) } : outcome;

/**
 * Whether the answer came and had a body. Only then does a list prove that something is missing from it; `[]` and `null`
 * are bodies.
 */
export const hasContent = <T>(outcome: Outcome<T>): outcome is Extract<Outcome<T>, { ok: true }> =>
  outcome.ok && outcome.emptyBody !== true;

export type Fault =
  /** The master said no (`-1`, `-1|text`). `text` is its own words, decoded, control characters out, capped. */
  | { kind: "refused"; text: string; clockSkewMs: number | null }
  /** Nothing left the panel that the master could have acted on. */
  | { kind: "not-sent"; cause: NotSentCause; detail: string }
  /** Bytes were sent and no answer that can be trusted came: a command may have been carried out. */
  | { kind: "unknown"; cause: UnknownCause; detail: string }
  /**
   * An answer that is not one of the documented kinds. Queries only: a command's is `unknown`. `detail` names the action and
   * what is wrong, such as `hypernat: no column vmid`.
   */
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
  /** What the caller checks right before sending said no. */
  | "withdrawn"
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
  /** The rows of a host's own list don't say which host they are about, and nothing else tells. */
  | "host-not-named"
  /** No row of a listing of customers has the column that names the customer. */
  | "customer-not-named"
  /** No row has a column without which a row can't be used. */
  | "column-missing"
  | "encoding";
