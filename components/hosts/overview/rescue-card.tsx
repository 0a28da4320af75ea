"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { type FormAnswer, useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { NoticeLine } from "@/components/ui/notice-line";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogKey } from "@/components/ui/overlay/dialog";
import { useGap } from "@/components/ui/spacing";
import type { ActionResult } from "@/lib/action-result";
import {
  RESCUE_PROBLEMS,
  type RescueAim,
  type RescuePhase,
  type RescueView,
} from "@/lib/hosts/rescue/rescue-view";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { Card } from "../../ui/card";
import { useHosts } from "../live/hosts-live";
import { useNextSteps } from "../operate/next-step";
import { useProblem } from "../operate/operation-problem";
import { useReason } from "../operate/use-reason";
import { useSheet } from "../sheet-context";

export interface RescueCardProps {
  /** Null: the host starts from its own disk, as far as the panel knows. */
  rescue: RescueView | null;
  action: FormAction;
}

/** Starts the host from the provider's rescue image, tells where that stands, and takes it back. */
export function RescueCard({ rescue, action }: RescueCardProps) {
  const t = useTranslations("rescue");
  const answer = useAnswer(action);
  const isGoing = rescue?.progress === "going";
  const isOn = rescue?.aim === "begin" && rescue.progress === "done";
  const { state } = useSheet().host;
  if (rescue === null && state === "unknown") {
    return null;
  }
  const keys: RescueAim[] = isGoing ? [] : isOn ? ["end"] : rescue ? ["begin", "end"] : ["begin"];
  return (
    <Card title={t("title")} aside={isOn ? t("on") : isGoing ? t("going") : undefined}>
      <div className="key-line">
        <div className="flex-1">
          <Stands rescue={rescue} />
        </div>
        {keys.map((aim) => (
          <AskKey key={aim} aim={aim} answer={answer} />
        ))}
      </div>
      <Fault result={answer.pending ? null : answer.result} />
      {/* The steps are the panel's own: it is looked at again until the last one ended. */}
      {isGoing ? <RefreshWhile /> : null}
    </Card>
  );
}

function Stands({ rescue }: { rescue: RescueView | null }) {
  const t = useTranslations("rescue");
  const { provider } = useNextSteps();
  const kinds = useTranslations("operations.kind");
  const why = useStopped();
  const gap = useGap();
  if (rescue === null) {
    return <p className="text-ink-2">{t("text", { provider })}</p>;
  }
  const { aim, phase, progress, kind, reason } = rescue;
  if (progress === "stopped") {
    // Where a drive's image isn't certain to be in it, the host was left as it was.
    const isUnsure = reason === "unconfirmed" && (phase === "power" || aim === "end");
    return (
      <NoticeLine tone="alert" role="status">
        <b>{t(`stopped.${aim}${isUnsure ? "Unsure" : ""}`)}</b>
        {gap}
        {kind ? t("whyOfStep", { step: kinds(kind), why: why(reason ?? "") }) : why(reason ?? "")}
        {gap}
        {reason === "not-listed" || reason === "not-found" ? null : t(`next.${aim}.${phase}`)}
      </NoticeLine>
    );
  }
  return (
    <p className="text-ink-2" role="status">
      {progress === "going" ? t(`step.${stepOf(aim, phase)}`) : t("isOn")}
    </p>
  );
}

const stepOf = (aim: RescueAim, phase: RescuePhase) =>
  phase === "power" ? (`power-${aim}` as const) : aim === "begin" ? "mount" : "eject";

/** Why the sequence stopped, as the ledger or the panel says it. */
function useStopped(): (reason: string) => string {
  const t = useTranslations("rescue.why");
  const reasonText = useReason();
  return (reason) => {
    const block = BLOCK_REASONS.find((known) => known === reason);
    return block ? reasonText(block) : t(t.has(reason as "failed") ? (reason as "failed") : "other");
  };
}

function Fault({ result }: { result: ActionResult | null }) {
  const t = useTranslations("rescue.problem");
  const { provider } = useNextSteps();
  const said = useProblem()(result);
  const own = RESCUE_PROBLEMS.find((known) => result?.ok === false && known === result.reason);
  const text = own ? t(own, { provider }) : said;
  return text ? (
    <NoticeLine tone="alert" role="alert" className="mt-3">
      {text}
    </NoticeLine>
  ) : null;
}

interface AskKeyProps {
  aim: RescueAim;
  answer: FormAnswer;
}

/** The host is away while it restarts, so it is asked first. */
function AskKey({ aim, answer }: AskKeyProps) {
  const t = useTranslations("rescue");
  const { provider } = useNextSteps();
  const sheet = useSheet();
  const { host } = sheet;
  // What can neither be started nor restarted now: locked, suspended, being set up.
  const blocked = sheet.blocked ?? (host.possible.restart === null ? null : host.possible.start);
  const { seed } = useHosts();
  const reason = useReason();
  const [dialog, whyId] = [`rescue-${aim}-${host.id}`, useId()];
  const off = answer.pending || blocked !== null;
  return (
    <>
      {/* Its script may still be on its way, as the card's is. */}
      <DialogKey
        dialog={dialog}
        does="show-modal"
        icon="disc"
        aria-disabled={off || undefined}
        aria-describedby={blocked ? whyId : undefined}
      >
        {t(aim)}
      </DialogKey>
      {blocked ? (
        <span id={whyId} className={blocked === "read-only" ? "sr-only" : "w-full text-ink-2 text-sm"}>
          {reason(blocked)}
        </span>
      ) : null}
      <ConfirmDialog
        id={dialog}
        title={t(`ask.${aim}`, { name: host.name })}
        text={t(`askText.${aim}`, { provider, on: String(host.possible.restart === null) })}
        confirm={t(aim)}
        cancel={t("cancel")}
        answer={answer}
        seed={seed}
        hidden={{ vmid: host.id, aim }}
      />
    </>
  );
}
