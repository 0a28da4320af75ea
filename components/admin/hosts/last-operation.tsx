"use client";

import { useTranslations } from "next-intl";
import { useEndWords } from "@/components/hosts/operate/operation-words";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { NoticeLine, type NoticeTone } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import { isMoot } from "@/lib/operations/block-reasons";
import {
  isInProgress,
  type OperationOutcome,
  type OperationView,
  phaseOf,
} from "@/lib/operations/operation-view";

const TONE: Partial<Record<OperationOutcome, NoticeTone>> = {
  done: "run",
  open: "busy",
  checking: "busy",
  unconfirmed: "off",
  superseded: "off",
};

/** What came of the last thing that was asked of a host; looked at again while it goes. */
export function LastOperation({ name, operation }: { name: string; operation: OperationView }) {
  const t = useTranslations("operations");
  const doing = useInProgress();
  const words = useEndWords();
  const gap = useGap();
  const { kind, outcome } = operation;
  const inProgress = isInProgress(outcome);
  const { title, detail } = inProgress
    ? {
        title: doing(kind),
        detail: t(`strip.${phaseOf(operation)}`),
      }
    : words(name, operation);
  return (
    <div data-operation={kind} data-outcome={outcome}>
      <NoticeLine
        tone={isMoot(operation) ? "off" : (TONE[outcome] ?? "alert")}
        {...(inProgress && { sign: "working" as const })}
        role="status"
      >
        <b>{title}</b>
        {inProgress ? " · " : gap}
        {detail}
      </NoticeLine>
      {inProgress ? <RefreshWhile /> : null}
    </div>
  );
}
