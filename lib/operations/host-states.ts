/** The state words that a host can be shown in: the values of `data-state`, on which scripts rely. */
export const HOST_STATES = [
  "running",
  "off",
  "paused",
  "saved",
  "setting-up",
  "setup-failed",
  "locked",
  "suspended",
  "over-traffic",
  "out-of-traffic",
  "unknown",
] as const;
export type HostState = (typeof HOST_STATES)[number];

/** Nothing can be started in these: what only could be is left out. */
const HELD: ReadonlySet<HostState> = new Set<HostState>([
  "setting-up",
  "setup-failed",
  "suspended",
  "locked",
]);
export const isHeld = (state: HostState): boolean => HELD.has(state);

const NEEDS_ATTENTION: ReadonlySet<HostState> = new Set<HostState>([
  "over-traffic",
  "out-of-traffic",
  "setup-failed",
]);
/** Counted by "Needs attention", on both sides. */
export const needsAttention = (state: HostState): boolean => NEEDS_ATTENTION.has(state);

/** Locked or suspended: the provider wants it so, and nobody at the provider need look. Counted by "Restricted", on both sides. */
export const isRestricted = (state: HostState): boolean => state === "locked" || state === "suspended";
