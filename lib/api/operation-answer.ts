import "server-only";
import type { z } from "zod";
import type { ActionResult } from "../action-result";
import { BLOCK_REASONS } from "../operations/block-reasons";
import type { OperationKind } from "../operations/command-rules";
import type { OperationView } from "../operations/operation-view";
import { Problem, type ProblemMore } from "./problem";
import { PROBLEM_OF } from "./problem-codes";
import type { AlreadyDone, ApiOperation } from "./view-schemas";

/** One operation as a program sees it, which asks for what it wants itself. */
export function apiOperation({ undo: _, moved: __, ...view }: OperationView, hostId: string): ApiOperation {
  return { ...view, hostId };
}

/** What the host already is, by no operation of the panel's. */
export const ofNobody = (kind: OperationKind, hostId: string): z.output<typeof AlreadyDone> => ({
  ...{ id: null, hostId, kind, outcome: "done", byViewer: false, notReacting: false, steps: [] },
  ...{ subject: null, subjectAt: null, startedAt: null, acceptedAt: null, endedAt: null, actorName: null },
  ...{ refusal: null, notSentCause: null },
});

const RETRY_SECONDS = 5;

/** Why something was not done, as a form would have been told; without the operation where its host isn't known. */
export function problemOfResult(result: Extract<ActionResult, { ok: false }>, hostId?: string): Problem {
  const { code, fields, reason, operation, waitSeconds } = result;
  const problem = PROBLEM_OF[code];
  const known = BLOCK_REASONS.find((one) => one === reason);
  const more: ProblemMore = {
    ...(hostId !== undefined && operation ? { operation: apiOperation(operation, hostId) } : {}),
    ...(known === undefined ? {} : { reason: known }),
    ...(fields ? { errors: Object.entries(fields).map(([field, fault]) => ({ field, code: fault })) } : {}),
    ...(waitSeconds === undefined ? {} : { retryAfter: waitSeconds }),
  };
  if (code === "not-confirmed") {
    more.detail = "`typedName` is not the host's name.";
    more.errors = [{ field: "typedName", code }];
  }
  if (problem === "refused" && operation?.refusal) {
    more.detail = operation.refusal;
  }
  if (problem === "not-answering" || problem === "busy") {
    more.retryAfter = RETRY_SECONDS;
  }
  return new Problem(problem, more);
}
