import { readableRefusal } from "../operations/readable-refusal";
import type { WholeHostList } from "../rstack/master-client";
import type { Fault } from "../rstack/outcome";

/**
 * Why a list of the master's can't be shown; not the same as an empty one. `text` is empty where the master's words are no
 * readable sentence. `unconfirmed`: it had entries and came without a body. `unreadable`: `what` names the action, and the
 * column or what is wrong, for whoever runs the panel.
 */
export type ListProblem =
  | { kind: "no-answer" }
  | { kind: "unconfirmed" }
  | { kind: "refused"; text: string }
  | { kind: "unreadable"; what: string };

export function listProblemOf(fault: Fault): ListProblem {
  if (fault.kind === "refused") {
    return { kind: "refused", text: readableRefusal(fault.text) ?? "" };
  }
  const what = unreadableIn(fault);
  return what === null ? { kind: "no-answer" } : { kind: "unreadable", what };
}

/** With these somebody else answered, or nobody. */
const NO_ANSWER: readonly string[] = ["redirect", "http-status", "html", "empty"];

/** `hypernat: no column vmid`, where the master answered and the answer can't be read; else null. */
export const unreadableIn = (fault: Fault): string | null =>
  fault.kind === "protocol" && !NO_ANSWER.includes(fault.cause) ? fault.detail || fault.cause : null;

/** What is missing where no row of a host list has the owner's column, so that no customer sees a host; else null. */
export const missingOwnerColumn = (
  { rows, ownerColumn }: WholeHostList,
  ownerField: string,
): string | null => (rows.length > 0 && ownerColumn === null ? `hyper: no column ${ownerField}` : null);

/** A list as the master gave it, or why there is none. */
export type Listed<T> = { ok: true; items: T[] } | { ok: false; problem: ListProblem };
