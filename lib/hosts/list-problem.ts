import { readableRefusal } from "../operations/readable-refusal";
import type { Fault } from "../rstack/outcome";

/**
 * Why a list of the master's can't be shown; not the same as an empty one. `text` is empty where the master's words are no
 * readable sentence. `unconfirmed`: it had entries and came without a body.
 */
export type ListProblem = { kind: "no-answer" } | { kind: "unconfirmed" } | { kind: "refused"; text: string };

export const listProblemOf = (fault: Fault): ListProblem =>
  fault.kind === "refused"
    ? { kind: "refused", text: readableRefusal(fault.text) ?? "" }
    : { kind: "no-answer" };

/** A list as the master gave it, or why there is none. */
export type Listed<T> = { ok: true; items: T[] } | { ok: false; problem: ListProblem };
