import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Effects } from "@/components/ui/overlay/confirm-dialog";
import { Banner } from "@/components/ui/page/banner";
import { Steps } from "@/components/ui/page/steps";
import type { ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import {
  isInProgress,
  OPERATION_STEPS,
  type OperationStep,
  type OperationView,
} from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { tookBetween, tookOf } from "../operate/operation-words";
import { useSheet } from "../sheet-context";
import { Elapsed } from "../time/clock";

interface ProgressProps {
  operation: OperationView;
  view: ReinstallView;
  /** Whether this page sent a password with it; the server tells others. */
  withPassword: boolean;
  children: ReactNode;
}

/** How far it is, and that nobody has to wait for it. */
export function Progress({ operation, view, withPassword, children }: ProgressProps) {
  const t = useTranslations("reinstall");
  const { name } = useSheet().host;
  const last = view.last?.operationId === operation.id ? view.last : null;
  const title = operation.subject
    ? t("rail.titleWith", { name, system: operation.subject })
    : t("rail.title", { name });
  const { data } = view.sizes;
  const kept = data ? t("summary.keptDataOf", { gb: data }) : t("summary.keptData");
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-5">
        <Card title={title} meta={<HowLong operation={operation} typicalMs={view.typicalMs} />}>
          <StepRail
            operation={operation}
            withPassword={last?.withPassword ?? withPassword}
            stuckMs={Math.max(view.stuckMs, (view.typicalMs ?? 0) * 2)}
          />
          <p className="mt-5 text-13 text-ink-3">{t("rail.leave")}</p>
        </Card>
        {children}
      </div>
      <Card>
        <Effects kept={[...(last?.disks === "system" && data !== 0 ? [kept] : []), t("summary.keptRest")]} />
      </Card>
    </div>
  );
}

/** "usually about 6 min": how long it goes so far stands at the head of the page already. */
function HowLong({ operation, typicalMs }: { operation: OperationView; typicalMs: number | null }) {
  const t = useTranslations("reinstall.rail");
  const minutes = typicalMs === null ? null : Math.round(typicalMs / 60_000);
  const usually = minutes === null ? null : minutes === 0 ? t("usuallyShort") : t("usually", { minutes });
  return [isInProgress(operation.outcome) ? null : tookOf(operation), usually].filter(Boolean).join(" · ");
}

interface StepRailProps {
  operation: OperationView;
  withPassword: boolean;
  /** Without a new step for so long it is stuck, and that is said. */
  stuckMs: number;
}

const STATES = { past: "done", now: "now", "to-come": "next" } as const;

function StepRail({ operation, withPassword, stuckMs }: StepRailProps) {
  const t = useTranslations("reinstall.rail");
  const word = useTranslations("operations.step");
  const rail = railOf(operation, withPassword);
  const now = rail.find(({ stands }) => stands === "now") ?? null;
  const goes = isInProgress(operation.outcome);
  const isStuck = useIsPast(goes ? (now?.from ?? null) : null, stuckMs);
  return (
    <>
      <section aria-label={t("steps")} data-step={now?.name ?? "done"}>
        <Steps
          steps={rail.map(({ name, stands, from, until }) => ({
            key: name,
            // One that stopped there turns no more.
            state: stands === "now" && !goes ? "next" : STATES[stands],
            title: word(name),
            note:
              stands === "now" && goes && from ? (
                <Elapsed from={from} />
              ) : stands === "past" && name !== "done" && from && until ? (
                tookBetween(from, until)
              ) : null,
          }))}
        />
      </section>
      <div role="status">{isStuck ? <Banner title={t("stuck")} className="mt-5" /> : null}</div>
    </>
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
