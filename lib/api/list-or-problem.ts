import "server-only";
import type { ListProblem } from "../hosts/list-problem";
import { Problem } from "./problem";

/** Why a list of the provider's system can't be answered. What is wrong with its columns is for staff's eyes alone. */
export function listProblem(problem: ListProblem | null): Problem {
  switch (problem?.kind) {
    case "refused":
      return new Problem("not-readable", problem.text ? { detail: problem.text } : {});
    case "unreadable":
      return new Problem("not-readable");
    default:
      return new Problem("not-answering", { retryAfter: 5 });
  }
}
