/** A form for the node that the browser fills and sends itself. It holds the token: it goes to the one who asked, once. */
export interface HandOff {
  method: "post" | "get";
  /** On an allowed origin. */
  action: string;
  fields: [name: string, value: string][];
  /** ISO 8601; null where the master names no end. */
  expiresAt: string | null;
}

/** What the page knows before anything is asked for. Without the token. */
export interface ConsoleView {
  /**
   * `not-offered`: no node was allowed by the provider, or not this host's. `no-answer`: the master didn't say. `unreadable`:
   * it said what can't be read, named by the action and what is wrong.
   */
  ready: "yes" | "not-offered" | "no-answer" | { unreadable: string };
  /** Whether the way to the console is plain HTTP. */
  plainHttp: boolean;
  /** Host and port that the browser will go to; null where it isn't known yet. */
  server: string | null;
  /** One is open, by whomever; `until` is ISO 8601, null where the master names no end. */
  open: { until: string | null } | null;
}
