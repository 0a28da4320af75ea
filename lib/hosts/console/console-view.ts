/** A form for the node that the browser fills and sends itself. It holds the token: it goes to the one who asked, once. */
export interface HandOff {
  method: "post" | "get";
  /** On an allowed origin. */
  action: string;
  fields: [name: string, value: string][];
  /** ISO 8601; null where the master names no end. */
  expiresAt: string | null;
}

/** A console that somebody opened; `until` is ISO 8601, null where the master names no end. */
export interface ConsoleSession {
  until: string | null;
}
