import { randomBytes } from "node:crypto";
import type { ActionResult } from "../action-result";
import { log } from "../log";
import { currentRequest } from "../request-context";

export type Failure = Extract<ActionResult, { ok: false }>;

/** How a step of a builder says no: thrown inside it, returned by it. */
export class Refusal extends Error {
  constructor(readonly result: Failure) {
    super(result.code);
    this.name = "Refusal";
  }
}

/** What a person is shown with an error, for support to find it in the log: the request's id. */
export const reference = (): string => currentRequest()?.requestId ?? randomBytes(4).toString("hex");

/** The answer to anything that went wrong unforeseen: a reference in the page, the rest in the log. */
export function unforeseen(err: unknown, action: string): Failure {
  const ref = reference();
  log.error({ err, action, ref }, "an action failed");
  return { ok: false, code: "internal", ref };
}
