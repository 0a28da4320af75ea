import { randomBytes } from "node:crypto";
import { log } from "../log";
import type { ActionResult } from "./action-result";

export type Failure = Extract<ActionResult, { ok: false }>;

/** How a step of a builder says no: thrown inside it, returned by it. */
export class Refusal extends Error {
  constructor(readonly result: Failure) {
    super(result.code);
    this.name = "Refusal";
  }
}

/** The answer to anything that went wrong unforeseen: a number in the page, the rest in the log. */
export function unforeseen(err: unknown, action: string): Failure {
  const ref = randomBytes(4).toString("hex");
  log.error({ err, action, ref }, "an action failed");
  return { ok: false, code: "internal", ref };
}
