import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { outcomeLook } from "@/components/hosts/host-look";
import { Glyph, type GlyphShape } from "@/components/ui/glyph";
import type { Tone } from "@/components/ui/plate";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { BLOCK_REASONS } from "@/lib/operations/command-rules";
import { useOutcomeWord } from "./operation-words";

interface TimelineProps {
  detail: LedgerDetail;
  zone: string | null;
}

/** What happened to an operation, step by step; what hasn't come yet is dashed. */
export function Timeline({ detail, zone }: TimelineProps) {
  const t = useTranslations("fleet-operations");
  const outcomeWord = useOutcomeWord();
  const ending = useEnding(detail);
  const { operation, moments, limitAt, releasableFrom } = detail;
  const look = outcomeLook(operation.outcome);
  return (
    <ol className="grid">
      {moments.map(({ name, at }, index) => (
        <Step
          key={name}
          {...(name === "ended" ? look : ({ tone: "run", shape: "check" } as const))}
          title={name === "ended" ? outcomeWord(operation.outcome) : t(`moment.${name}`)}
          text={name === "ended" ? ending : name === "asked" ? <Asked detail={detail} /> : t(`told.${name}`)}
          at={<OwnTime iso={at} zone={zone} precise />}
          after={afterText(moments[index - 1]?.at, at)}
          last={index === moments.length - 1 && releasableFrom === null}
        />
      ))}
      {releasableFrom ? (
        <Step
          {...look}
          title={outcomeWord(operation.outcome)}
          text={
            limitAt
              ? t.rich("told.limit", { time: () => <OwnTime iso={limitAt} zone={zone} /> })
              : t("told.open")
          }
          last
        />
      ) : null}
    </ol>
  );
}

/** +0.4 s, +12 s: how long after the step before; null for the first. */
function afterText(before: string | undefined, at: string): string | null {
  if (before === undefined) {
    return null;
  }
  const seconds = (Date.parse(at) - Date.parse(before)) / 1000;
  return `+${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

function Asked({ detail: { actorName, actorRole, viewing, view, cause } }: { detail: LedgerDetail }) {
  const t = useTranslations("fleet-operations");
  const who = actorRole === "customer" ? actorName : `${actorName} (${t("actor.staff")})`;
  const parts = [
    t(cause ? "told.opener" : "told.asked", { name: who }),
    viewing ? t("actor.viewing") : null,
    view ? `“${view.reason}”` : null,
    cause ? t(`cause.${cause}`) : null,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Why it ended as it did, in RStack's words where it said some. */
function useEnding({ operation, faultDetail }: LedgerDetail): string | null {
  const reasons = useTranslations("operations.reason");
  const why = BLOCK_REASONS.find((known) => known === operation.notSentCause);
  return operation.refusal ?? (why ? reasons(why) : operation.notSentCause) ?? faultDetail;
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
    <li
      className={`tone-${tone} grid grid-cols-[32px_minmax(0,1fr)] gap-x-4 desk:grid-cols-[32px_minmax(0,1fr)_auto]`}
    >
      <span className="row-span-2 flex flex-col items-center desk:row-span-1">
        <span className="grid size-8 flex-none place-items-center rounded-[9px] border border-(--tone-rim) bg-(--tone-fill) text-(--tone-on) [&>.glyph]:size-4.5">
          <Glyph shape={shape} />
        </span>
        {last ? null : <span className="my-1 w-0.5 flex-1 bg-line-2" />}
      </span>
      <div className={last ? "min-w-0" : "min-w-0 pb-5"}>
        <b className="block">{title}</b>
        {text ? <p className="text-ink-2 text-sm wrap-anywhere">{text}</p> : null}
      </div>
      {at ? (
        <div className="text-ink-2 text-sm max-desk:col-start-2 max-desk:-mt-4 max-desk:flex max-desk:gap-2 max-desk:pb-5 desk:text-right">
          {at}
          {after ? <small className="block tabular-nums">{after}</small> : null}
        </div>
      ) : null}
    </li>
  );
}
