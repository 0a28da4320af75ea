import type { Fault } from "@/lib/rstack/outcome";

/** What can be behind a call that failed; message keys of `connection.cause`. */
export type Cause =
  | "clock"
  | "signature"
  | "address-list"
  | "name"
  | "connect-refused"
  | "connect-timeout"
  | "connect-failed"
  | "tls"
  | "plain-http"
  | "answer-timeout"
  | "reset"
  | "redirect"
  | "http-status"
  | "not-rstack"
  | "unreadable"
  | "host-not-named"
  | "customer-not-named"
  | "column-missing"
  | "too-large"
  | "breaker"
  | "panel-limits";

export interface Diagnosis {
  kind: Fault["kind"];
  /** The cause where it is known for certain. */
  cause: Cause | null;
  /** Else the causes that are left. */
  left: Cause[];
  /** The master's own words for a refusal. Never read: they differ from master to master. */
  words: string | null;
  /** Panel clock minus the master's, where the answer told its time. */
  clockSkewMs: number | null;
  /** For people: the transport's own detail. */
  detail: string | null;
}

/**
 * The vendor names no limit for the clock. From here on it is the cause for certain; between the two it may be; below
 * it is not, since the time travels in whole seconds.
 */
const CLOCK_IS_OFF_MS = 300_000;
const CLOCK_MAY_BE_OFF_MS = 30_000;

/** By what a call's fault says of itself. */
export const OF_CAUSE: Record<Exclude<Fault, { kind: "refused" }>["cause"], Cause> = {
  dns: "name",
  "connect-refused": "connect-refused",
  "connect-timeout": "connect-timeout",
  "connect-failed": "connect-failed",
  tls: "tls",
  "plain-http": "plain-http",
  "breaker-open": "breaker",
  busy: "panel-limits",
  budget: "panel-limits",
  cancelled: "panel-limits",
  withdrawn: "panel-limits",
  "invalid-parameters": "panel-limits",
  "answer-timeout": "answer-timeout",
  "body-timeout": "answer-timeout",
  reset: "reset",
  "too-large": "too-large",
  redirect: "redirect",
  "http-status": "http-status",
  html: "not-rstack",
  empty: "unreadable",
  truncated: "unreadable",
  shape: "unreadable",
  "duplicate-key": "unreadable",
  encoding: "unreadable",
  "host-not-named": "host-not-named",
  "customer-not-named": "customer-not-named",
  "column-missing": "column-missing",
};

/**
 * What is known of a fault. A refusal of `test` can only be about the envelope, and so can one of any action while
 * `envelope` is true; other refusals are about what was asked.
 */
export function diagnose(fault: Fault, envelope: boolean): Diagnosis {
  if (fault.kind !== "refused") {
    return {
      kind: fault.kind,
      cause: OF_CAUSE[fault.cause],
      left: [],
      words: null,
      clockSkewMs: null,
      detail: fault.detail,
    };
  }
  const skew = fault.clockSkewMs;
  const off = skew === null ? null : Math.abs(skew);
  const refusal = { kind: fault.kind, words: fault.text, clockSkewMs: skew, detail: null };
  if (!envelope) {
    return { ...refusal, cause: null, left: [] };
  }
  if (off !== null && off >= CLOCK_IS_OFF_MS) {
    return { ...refusal, cause: "clock", left: [] };
  }
  const mayBeClock = off === null || off >= CLOCK_MAY_BE_OFF_MS;
  return {
    ...refusal,
    cause: null,
    left: ["signature", "address-list", ...(mayBeClock ? (["clock"] as const) : [])],
  };
}
