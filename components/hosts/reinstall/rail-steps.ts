import {
  isGoing,
  OPERATION_STEPS,
  type OperationStep,
  type OperationView,
} from "@/lib/operations/operation-view";

export interface RailStep {
  name: OperationStep["name"];
  stands: "past" | "now" | "to-come";
  /** When it was seen to begin; null for one that went by between two looks. */
  from: string | null;
  /** When the next one was seen. */
  until: string | null;
}

/** All steps of a reinstall in their order, with what was seen of them. The first stands until another is seen. */
export function railOf(
  operation: Pick<OperationView, "steps" | "outcome" | "acceptedAt" | "startedAt" | "endedAt">,
  withPassword: boolean,
): RailStep[] {
  const { steps, outcome, endedAt } = operation;
  const seen = new Map(steps.map(({ name, at }) => [name, at]));
  const names = OPERATION_STEPS.filter((name) => name !== "password" || withPassword || seen.has(name));
  const at = Math.max(
    0,
    names.findLastIndex((name) => seen.has(name)),
  );
  const first = operation.acceptedAt ?? operation.startedAt;
  const from = (i: number) => seen.get(names[i] ?? "done") ?? (i === 0 ? first : null);
  const isOver = !isGoing(outcome) && names[at] === "done";
  return names.map((name, i) => ({
    name,
    stands: i < at || isOver ? "past" : i === at ? "now" : "to-come",
    from: i <= at ? from(i) : null,
    until:
      i < at
        ? (names
            .slice(i + 1)
            .map((_, k) => from(i + 1 + k))
            .find((time) => time !== null) ?? null)
        : endedAt,
  }));
}
