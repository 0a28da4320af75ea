import { useTranslations } from "next-intl";
import { useId } from "react";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { SettingRow } from "@/components/ui/card";
import { type FormAnswer, useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { Icon } from "@/components/ui/icon";
import { NoticeLine } from "@/components/ui/notice-line";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { useGap } from "@/components/ui/spacing";
import type { ActionResult } from "@/lib/action-result";
import {
  RESCUE_PROBLEMS,
  type RescueAim,
  type RescuePhase,
  type RescueView,
} from "@/lib/hosts/rescue/rescue-view";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { useHosts } from "../live/hosts-live";
import { useNextSteps } from "../operate/next-step";
import { useProblem } from "../operate/operation-problem";
import { useReason } from "../operate/use-reason";
import { useSheet } from "../sheet-context";

export interface RescueProps {
  /** Null: the host starts from its own disk, as far as the panel knows. */
  rescue: RescueView | null;
  action: FormAction;
}

/** Starts the host from the provider's rescue image, tells where that stands, and takes it back. A row of boot media. */
export function Rescue({ rescue, action }: RescueProps) {
  const w = useTranslations("words");
  const answer = useAnswer(action);
  const isGoing = rescue?.progress === "going";
  const isOn = rescue?.aim === "begin" && rescue.progress === "done";
  const keys: RescueAim[] = isGoing ? [] : isOn ? ["end"] : rescue ? ["begin", "end"] : ["begin"];
  return (
    <SettingRow
      id="rescue"
      lead={<Icon name="wrench" />}
      label={w("rescueSystem")}
      text={
        <>
          <Stands rescue={rescue} />
          <Fault result={answer.pending ? null : answer.result} />
          {/* The steps are the panel's own: it is looked at again until the last one ended. */}
          {isGoing ? <RefreshWhile /> : null}
        </>
      }
      control={keys.map((aim) => <AskKey key={aim} aim={aim} answer={answer} />)}
    />
  );
}

function Stands({ rescue }: { rescue: RescueView | null }) {
  const t = useTranslations("rescue");
  const w = useTranslations("words");
  const { provider } = useNextSteps();
  const kinds = useTranslations("operations.kind");
  const why = useStopped();
  const gap = useGap();
  if (rescue === null) {
    return t("text", { provider });
  }
  const { aim, phase, progress, kind, reason } = rescue;
  if (progress === "stopped") {
    // Where a drive's image isn't certain to be in it, the host was left as it was.
    const isUnsure = reason === "unconfirmed" && (phase === "power" || aim === "end");
    return (
      <NoticeLine tone="alert" role="status">
        <b>{t(`stopped.${aim}${isUnsure ? "Unsure" : ""}`)}</b>
        {gap}
        {kind ? w("of", { what: kinds(kind), name: why(reason ?? "") }) : why(reason ?? "")}
        {gap}
        {reason === "not-listed" || reason === "not-found" ? null : t(`next.${aim}.${phase}`)}
      </NoticeLine>
    );
  }
  return <span role="status">{progress === "going" ? t(`step.${stepOf(aim, phase)}`) : t("isOn")}</span>;
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
      <DialogButton
        dialog={dialog}
        does="show-modal"
        title={blocked ? reason(blocked) : undefined}
        aria-disabled={off || undefined}
        aria-describedby={blocked ? whyId : undefined}
      >
        {t(aim)}
      </DialogButton>
      {blocked ? (
        <span id={whyId} className="sr-only">
          {reason(blocked)}
        </span>
      ) : null}
      <ConfirmDialog
        id={dialog}
        title={t(`ask.${aim}`, { name: host.name })}
        text={t(`askText.${aim}`, { provider, on: String(host.possible.restart === null) })}
        confirm={t(aim)}
        answer={answer}
        seed={seed}
        hidden={{ vmid: host.id, aim }}
      />
    </>
  );
}
