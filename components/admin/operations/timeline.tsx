import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { outcomeLook } from "@/components/hosts/host-look";
import { useStepWord } from "@/components/hosts/operate/operation-words";
import type { GlyphShape } from "@/components/ui/glyph";
import { PlateMark, type Tone } from "@/components/ui/plate";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { OPERATION_STEPS } from "@/lib/operations/operation-view";
import { useAgo } from "../use-ago";
import { useNotSentNote, useOutcomeWord } from "./operation-words";
import { StepTime } from "./step-time";
import "./timeline.css";

interface TimelineProps {
  detail: LedgerDetail;
  zone: string | null;
}

/** What happened to an operation, step by step; what hasn't come yet is dashed. */
export function Timeline({ detail, zone }: TimelineProps) {
  const t = useTranslations("fleet-operations");
  const outcomeWord = useOutcomeWord();
  const ending = useEnding(detail);
  const after = useAfter();
  const { operation, moments, limitAt, releasableFrom } = detail;
  const look = outcomeLook(operation.outcome);
  const ago = useAgo();
  const now = useNow().getTime();
  const steps = useStepWord();
  const step = operation.steps.at(-1);
  // The last is the end itself, and not every system is given a password.
  const names = OPERATION_STEPS.filter(
    (name) => name !== "done" && (name !== "password" || step?.name === name),
  );
  const place = { at: step ? names.indexOf(step.name) + 1 : 0, all: names.length };
  return (
    <ol className="timeline">
      {moments.map(({ name, at }, index) => (
        <Step
          key={name}
          {...(name === "ended" ? look : ({ tone: "run", shape: "check" } as const))}
          title={name === "ended" ? outcomeWord(operation.outcome) : t(`moment.${name}`)}
          text={
            name === "ended" ? (
              ending
            ) : name === "asked" ? (
              <Asked detail={detail} />
            ) : name === "checking" ? (
              t("explained.checking")
            ) : null
          }
          at={<StepTime iso={at} zone={zone} before={moments[index - 1]?.at ?? null} />}
          after={after(moments[index - 1]?.at, at)}
          last={index === moments.length - 1 && releasableFrom === null}
        />
      ))}
      {releasableFrom ? (
        <Step
          {...look}
          // Its state stands in the head: here is what it is at.
          title={step ? steps(operation.kind, step.name) : t("moment.waiting")}
          text={
            <>
              {step ? <span className="block">{t("explained.now", place)}</span> : null}
              {limitAt
                ? t.rich("explained.limit", { time: () => <OwnTime iso={limitAt} zone={zone} /> })
                : t("explained.open")}
              {Date.parse(releasableFrom) > now ? (
                <span className="block">{t("release.notYet", { time: ago(releasableFrom) })}</span>
              ) : null}
            </>
          }
          last
        />
      ) : null}
    </ol>
  );
}

/** +0.4 s, +12 s: how long after the step before; null for the first, and for one at the same moment. */
function useAfter(): (before: string | undefined, at: string) => string | null {
  const t = useTranslations("fleet-operations");
  return (before, at) => {
    const seconds = before === undefined ? 0 : (Date.parse(at) - Date.parse(before)) / 1000;
    return seconds < 0.05
      ? null
      : t("explained.after", { seconds: seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds)) });
  };
}

function Asked({ detail: { actorName, actorRole, viewing, view, cause } }: { detail: LedgerDetail }) {
  const t = useTranslations("fleet-operations");
  const who = actorRole === "customer" ? actorName : t("actor.staffNamed", { name: actorName });
  const parts = [
    t(cause ? "explained.opener" : "explained.asked", { name: who }),
    viewing ? t("actor.viewing") : null,
    view ? `“${view.reason}”` : null,
    cause ? t(`cause.${cause}`) : null,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Why it ended as it did, in RStack's words where it said some. */
function useEnding({ operation, faultDetail, released }: LedgerDetail): string | null {
  const note = useNotSentNote();
  const t = useTranslations("fleet-operations");
  if (released) {
    return t("explained.released", { name: released.by, reason: released.reason });
  }
  return operation.refusal !== null
    ? t("said", { text: operation.refusal })
    : (note(operation) ?? operation.notSentCause ?? faultDetail);
}

interface StepProps {
  tone: Tone;
  shape: GlyphShape;
  title: string;
  text: ReactNode;
  at?: ReactNode;
  after?: string | null;
  last: boolean;
}

function Step({ tone, shape, title, text, at, after, last }: StepProps) {
  return (
    <li className={`tone-${tone}`}>
      <span className="timeline-mark">
        <PlateMark tone={tone} shape={shape} />
        {last ? null : <i />}
      </span>
      <div>
        <b className="block">{title}</b>
        {text ? <p className="text-ink-2 text-13 wrap-anywhere">{text}</p> : null}
      </div>
      {at ? (
        <div className="timeline-at">
          {at}
          {after ? <small>{after}</small> : null}
        </div>
      ) : null}
    </li>
  );
}
