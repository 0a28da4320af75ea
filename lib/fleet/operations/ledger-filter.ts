import { LEDGER_KINDS, OPERATION_OUTCOMES, type OperationOutcome } from "@/lib/operations/operation-view";
import { one, type SearchParams, uuidOf } from "../search-params";

/** Outcomes as staff choose them: one of the ledger's own, or several at once. */
const GROUPS = {
  "in-progress": ["open", "checking"],
  attention: ["refused", "not-sent", "failed", "unconfirmed"],
} as const satisfies Record<string, readonly OperationOutcome[]>;
type Group = keyof typeof GROUPS;
export const OUTCOME_CHOICES: readonly (Group | OperationOutcome)[] = [
  "in-progress",
  "attention",
  ...OPERATION_OUTCOMES,
];
export type OutcomeChoice = (typeof OUTCOME_CHOICES)[number];

export const outcomesOf = (choice: OutcomeChoice): readonly OperationOutcome[] =>
  choice === "in-progress" || choice === "attention" ? GROUPS[choice] : [choice];

export const SINCE_HOURS = { day: 24, week: 168 } as const;

/** What the address line says; null: all. */
export interface LedgerFilter {
  /** A part of the host's name or of who asked, or of the customer's name, user name or email; a whole number of either. */
  q: string | null;
  host: string | null;
  /** The RStack customer who had the host then. */
  customer: string | null;
  /** A part of the name of who asked. */
  actor: string | null;
  kind: (typeof LEDGER_KINDS)[number] | null;
  outcome: OutcomeChoice | null;
  /** Asked for within this time. */
  since: keyof typeof SINCE_HOURS | null;
  /** The operation below which the page begins. */
  after: string | null;
}

export const SINCES = Object.keys(SINCE_HOURS) as (keyof typeof SINCE_HOURS)[];

/** What isn't known counts as not chosen. */
export function ledgerFilterFrom(search: SearchParams): LedgerFilter {
  const text = (name: string) => one(search[name]).trim().slice(0, 64) || null;
  const host = text("host");
  return {
    q: text("q"),
    host: host !== null && /^[1-9][0-9]{0,9}$/.test(host) ? host : null,
    customer: text("customer"),
    actor: text("actor"),
    kind: LEDGER_KINDS.find((kind) => kind === text("kind")) ?? null,
    outcome: OUTCOME_CHOICES.find((outcome) => outcome === text("outcome")) ?? null,
    since: SINCES.find((since) => since === text("since")) ?? null,
    after: uuidOf(search.after),
  };
}
