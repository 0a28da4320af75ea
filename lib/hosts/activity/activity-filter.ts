import { COMMAND_GROUPS, type CommandGroup } from "../../operations/command-rules";
import type { OperationOutcome } from "../../operations/operation-view";

export const OUTCOME_GROUPS = {
  "in-progress": ["open", "checking"],
  attention: ["refused", "not-sent", "failed", "unconfirmed"],
} as const satisfies Record<string, readonly OperationOutcome[]>;
export type OutcomeGroup = keyof typeof OUTCOME_GROUPS;
export const OUTCOME_GROUP_NAMES = Object.keys(OUTCOME_GROUPS) as OutcomeGroup[];

/** What the address line says. Null: all. */
export interface ActivityFilter {
  /** A part of the host's name, its whole id, or a word of what was done. */
  q: string | null;
  kind: CommandGroup | null;
  outcome: OutcomeGroup | null;
  /** The host's id; in the list of all hosts alone. */
  host: string | null;
  /** The id of the operation below which the page begins; null at the newest. */
  after: string | null;
}

export const ALL_ACTIVITY: ActivityFilter = {
  q: null,
  kind: null,
  outcome: null,
  host: null,
  after: null,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VM_ID = /^[1-9][0-9]{0,9}$/;

/** What isn't known counts as not chosen. */
export function activityFilterFrom(search: Record<string, string | string[] | undefined>): ActivityFilter {
  const text = (name: string): string => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  return {
    q: text("q").trim().slice(0, 100) || null,
    kind: COMMAND_GROUPS.find((name) => name === text("kind")) ?? null,
    outcome: OUTCOME_GROUP_NAMES.find((name) => name === text("outcome")) ?? null,
    host: VM_ID.test(text("host")) ? text("host") : null,
    after: UUID.test(text("after")) ? text("after") : null,
  };
}

/** `path` with what was chosen, and nothing in it that wasn't. */
export function activityHref(path: string, filter: ActivityFilter): string {
  const search = new URLSearchParams();
  for (const name of ["q", "kind", "outcome", "host", "after"] as const) {
    const value = filter[name];
    if (value !== null) {
      search.set(name, value);
    }
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
