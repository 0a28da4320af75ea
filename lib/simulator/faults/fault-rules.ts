/** The fault rules that tests set, as JSON under `/_sim/faults`. */
export const FAULT_KINDS = [
  "reset",
  "reset-mid-body",
  "delay",
  "silence",
  "slow-body",
  "truncated",
  "http-status",
  "html",
  "redirect",
  "gbk",
  "bom",
  "white-space",
  "refuse",
  "bare-refusal",
  "empty",
  "body",
  "wrong-shape",
  "duplicate-keys",
  "doubled-rows",
  "missing-rows",
  "foreign-rows",
  "numbers",
  "nulls",
  "drop-columns",
  "rename-columns",
  "nothing-happened",
  "effect-but-refused",
  "huge-body",
  "gzip-bomb",
  "trailing-garbage",
  "state-word",
  "bare-state",
  "broken-state",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultMatch {
  action?: string | string[];
  vmid?: string | string[];
  userid?: string;
  /** Parameters that must have exactly these values. */
  params?: Record<string, string>;
}

export interface FaultRule {
  kind: FaultKind;
  match?: FaultMatch;
  /** Was the work done before the fault struck? Default `after`; `before`: it never is. */
  when?: "before" | "after";
  /** Only the nth call that matches, counted from 1 since the rule was made. */
  nth?: number;
  /** How often at most. */
  count?: number;
  /** 0 to 1, drawn from the simulator's seed. */
  probability?: number;
  /** For `delay` (once) and `slow-body` (between two pieces), in wall-clock milliseconds. */
  delayMs?: number;
  /** For `http-status`, `html`, `redirect`, `body`. */
  status?: number;
  /** For `redirect`. */
  location?: string;
  /** For `refuse`, `effect-but-refused` and `gbk` (the text after `-1|`), `trailing-garbage`. */
  text?: string;
  /** For `body`, `wrong-shape`, `html`, `http-status`: the whole body. */
  body?: string;
  /** For `body`: the bytes themselves. */
  bodyBase64?: string;
  contentType?: string;
  /** For `huge-body`, `gzip-bomb`. */
  bytes?: number;
  /** For `missing-rows` and `truncated`: the share that stays, 0 to 1. */
  keep?: number;
  /** The rows of these hosts: for `foreign-rows` the ones to add, for the others the only ones that change. */
  vmids?: string[];
  /** For `drop-columns`, `nulls`, `duplicate-keys`: names; for `rename-columns`: old to new. */
  columns?: string[];
  rename?: Record<string, string>;
  /** For `duplicate-keys`: the value of the second. */
  value?: string;
  /** For `state-word`. */
  word?: string;
}

/** A rule with a misspelt field would strike more often than its test means. */
export const FAULT_FIELDS: Record<keyof FaultRule, true> = {
  kind: true,
  match: true,
  when: true,
  nth: true,
  count: true,
  probability: true,
  delayMs: true,
  status: true,
  location: true,
  text: true,
  body: true,
  bodyBase64: true,
  contentType: true,
  bytes: true,
  keep: true,
  vmids: true,
  columns: true,
  rename: true,
  value: true,
  word: true,
};

export interface FaultView extends FaultRule {
  id: string;
  /** Calls that matched, and how many of these the fault struck. */
  matched: number;
  struck: number;
}
