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

/** Sorted first, and counted by the filter "Needs attention". */
export const NEEDS_ATTENTION: ReadonlySet<HostState> = new Set<HostState>([
  "over-traffic",
  "out-of-traffic",
  "suspended",
  "locked",
  "setup-failed",
]);
