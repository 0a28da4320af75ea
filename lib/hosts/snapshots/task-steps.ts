import type { OperationStep } from "../../operations/operation-view";

const STEP_OF: Record<string, OperationStep["name"]> = { "0": "waiting", "1": "copying", "2": "starting" };

/** The steps so far and the one that is seen now, where it is another; `at` is when the panel saw it. */
export function withStep(steps: readonly OperationStep[], status: string | null, at: Date): OperationStep[] {
  const name = STEP_OF[status ?? ""];
  const known = steps.some((step) => step.name === name);
  return name === undefined || known ? [...steps] : [...steps, { name, at: at.toISOString() }];
}
