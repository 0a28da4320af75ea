import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import { NoticeLine } from "@/components/ui/notice-line";
import {
  isInProgress,
  OPERATION_STEPS,
  type OperationStep,
  type OperationView,
} from "@/lib/operations/operation-view";
import { tookBetween } from "../operate/operation-words";
import { Elapsed } from "../time/clock";

interface StepRailProps {
  operation: OperationView;
  withPassword: boolean;
  /** Without a new step for so long it is stuck, and that is said. */
  stuckMs: number;
}

export function StepRail({ operation, withPassword, stuckMs }: StepRailProps) {
  const t = useTranslations("reinstall.rail");
  const rail = railOf(operation, withPassword);
  const now = rail.find(({ stands }) => stands === "now") ?? null;
  const goes = isInProgress(operation.outcome);
  const isStuck = useIsPast(goes ? (now?.from ?? null) : null, stuckMs);
  const minutes = Math.round(stuckMs / 60_000);
  return (
    <>
      <ol className="steps" aria-label={t("steps")} data-step={now?.name ?? "done"}>
        {rail.map((step, i) => (
          <Step key={step.name} step={step} n={i + 1} goes={goes} />
        ))}
      </ol>
      <div role="status">
        {isStuck ? (
          <NoticeLine tone="alert" className="mt-5">
            {minutes > 0 ? t("stuck", { minutes }) : t("stuckShort")}
          </NoticeLine>
        ) : null}
      </div>
    </>
  );
}

function Step({
  step: { name, stands, from, until },
  n,
  goes,
}: {
  step: RailStep;
  n: number;
  goes: boolean;
}) {
  const t = useTranslations("operations.step");
  const hint = useTranslations("reinstall.rail.now");
  const turns = stands === "now" && goes;
  return (
    <li data-stands={stands} aria-current={turns ? "step" : undefined}>
      <span className="step-mark" aria-hidden="true">
        {stands === "past" ? <Icon name="check" /> : turns ? <Glyph shape="arc" small /> : n}
      </span>
      <span>
        <b>{t(name)}</b>
        {turns && name !== "done" ? <small>{hint(name)}</small> : null}
      </span>
      <span className="step-time">
        {turns && from ? (
          <Elapsed from={from} />
        ) : stands === "past" && name !== "done" && from && until ? (
          tookBetween(from, until)
        ) : null}
      </span>
    </li>
  );
}

/** True once `ms` have gone by since `from`. */
function useIsPast(from: string | null, ms: number): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    setPast(false);
    if (from === null) {
      return;
    }
    const timer = setTimeout(() => setPast(true), Math.max(0, Date.parse(from) + ms - Date.now()));
    return () => clearTimeout(timer);
  }, [from, ms]);
  return past;
}

interface RailStep {
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
  const isOver = !isInProgress(outcome) && names[at] === "done";
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
