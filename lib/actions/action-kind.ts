import { perProcess } from "../per-process";

export type ActionKind =
  | "open"
  | "customer"
  | "host"
  | "owned"
  | "batch"
  | "staff"
  | "open-route"
  | "read-route"
  | "host-read-route"
  | "staff-read-route"
  | "api-route";

const kinds = perProcess("action-kinds", () => new WeakMap<object, ActionKind>());

/** Puts the maker's mark on a function, so that a test can tell which exports came from a builder. */
export function mark<F extends object>(made: F, kind: ActionKind): F {
  kinds.set(made, kind);
  return made;
}

/** Null for anything that no builder made. */
export const actionKindOf = (fn: unknown): ActionKind | null =>
  typeof fn === "function" ? (kinds.get(fn) ?? null) : null;

/** Before what a person is asked again who they are: `who-wants` is up to their account. */
export type Asks = "never" | "who-wants" | "everybody";

const asks = perProcess("action-asks", () => new WeakMap<object, Asks>());

export function markAsks<F extends object>(made: F, whom: Asks): F {
  asks.set(made, whom);
  return made;
}

/** `never` also for anything that no builder made. */
export const asksOf = (fn: unknown): Asks => (typeof fn === "function" ? asks.get(fn) : null) ?? "never";

const audits = perProcess("action-audits", () => new WeakMap<object, "everybody" | "staff" | "nobody">());

/** Whose call leaves a row in the audit before it is carried out. */
export function markAudits<F extends object>(made: F, whose: "everybody" | "staff" | "nobody"): F {
  audits.set(made, whose);
  return made;
}

/** Null for what has no such rule: it is open to anybody, or stands in the ledger. */
export const auditsOf = (fn: unknown) => (typeof fn === "function" ? audits.get(fn) : null) ?? null;
