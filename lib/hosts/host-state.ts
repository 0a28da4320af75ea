import type { HostState } from "../operations/host-states";

/** As it stands in `hosts.state_word`, in lower case. */
export const SETUP_FAILED_WORD = "setupfailed";

const BY_WORD: Record<string, HostState> = {
  running: "running",
  off: "off",
  paused: "paused",
  saved: "saved",
  setup: "setting-up",
  "setup running": "setting-up",
  [SETUP_FAILED_WORD]: "setup-failed",
  locked: "locked",
  overdue: "suspended",
  overbw: "out-of-traffic",
};

/** Statuses that say enough by themselves. `2` (normal) and `-2` don't: the host may be on or off. */
const BY_STATUS: Record<string, HostState> = {
  "0": "setting-up",
  "1": "locked",
  "-1": "suspended",
  "-3": "out-of-traffic",
};

export const STATUSES_THAT_TELL: readonly string[] = Object.keys(BY_STATUS);

const own = (table: Record<string, HostState>, key: string): HostState | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * What a host is shown as. `word` is `vm_state`'s and decides; `status` is the list row's. The vendor's list of words
 * lacks a comma between setup and running, so "setup running" is read as setup.
 */
export function hostStateOf(from: { word: string | null; status: string | null }): HostState {
  const word = from.word?.trim().toLowerCase() ?? "";
  if (word === "") {
    return own(BY_STATUS, from.status?.trim() ?? "") ?? "unknown";
  }
  const state = own(BY_WORD, word.replace(/[\s,_-]+/g, " ")) ?? own(BY_WORD, word) ?? "unknown";
  return state === "running" && from.status?.trim() === "-2" ? "over-traffic" : state;
}
