/** What the transport knows of the master without asking it. */
export interface MasterHealth {
  breaker: "closed" | "open" | "half-open";
  /** Panel clock minus the master's `Date`; null until an answer carried one. */
  clockSkewMs: number | null;
  plainHttp: boolean;
}
