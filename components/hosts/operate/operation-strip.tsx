import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Glyph } from "@/components/ui/glyph";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import type { Tone } from "@/components/ui/plate";
import { useGap } from "@/components/ui/spacing";
import type { HostView } from "@/lib/hosts/host-view";
import { isMoot } from "@/lib/operations/block-reasons";
import { isInProgress, type OperationView, phaseOf } from "@/lib/operations/operation-view";
import { AskKey } from "../power/power-keys";
import { WAY_OUT } from "../power/power-looks";
import type { PowerControls } from "../power/use-power";
import { Elapsed, useNow } from "../time/clock";
import { useTimes } from "../time/use-times";
import { useNextSteps } from "./next-step";
import { isHalfDone, useEndWords, useStepWord, useSubject } from "./operation-words";

const MINUTE = 60_000;
/** How long the newest outcome stays under the head: one that is good is soon old, one that is not wants to be read. */
const GOOD_STAYS_MS = MINUTE;
const BAD_STAYS_MS = 24 * 60 * MINUTE;

/**
 * The operation that the strip tells of: what goes, else the newest until it is old or `close` was called. Its age counts
 * from when this page saw it end, so that a browser's clock may be wrong.
 */
export function useShownOperation(
  host: HostView,
  inProgress: OperationView | null,
): { told: OperationView | null; close: () => void } {
  const now = useNow();
  const newest = host.operation;
  const ended = newest && !inProgress && !isInProgress(newest.outcome) ? newest : null;
  const stays = ended?.outcome === "done" ? GOOD_STAYS_MS : BAD_STAYS_MS;
  const endedId = ended?.id;
  const [closed, setClosed] = useState(() =>
    ended && now - Date.parse(ended.endedAt ?? ended.startedAt) >= stays ? ended.id : null,
  );
  useEffect(() => {
    const timer = endedId ? setTimeout(() => setClosed(endedId), stays) : undefined;
    return () => clearTimeout(timer);
  }, [endedId, stays]);
  const close = () => {
    setClosed(endedId ?? null);
    // The key that was pressed is gone: the focus goes on from the page's content.
    document.getElementById("main")?.focus();
  };
  return { told: ended && ended.id === closed ? null : (inProgress ?? newest), close };
}

interface OperationStripProps {
  host: HostView;
  power: PowerControls;
  /** Of `useShownOperation`. */
  operation: OperationView;
  close: () => void;
}

export function OperationStrip({ host, power, operation, close }: OperationStripProps) {
  return isInProgress(operation.outcome) ? (
    <ProgressStrip host={host} power={power} operation={operation} />
  ) : (
    <EndedStrip host={host} operation={operation} close={close} />
  );
}

interface StripProps {
  host: HostView;
  operation: OperationView;
}

function ProgressStrip({ host, power, operation }: StripProps & { power: PowerControls }) {
  const t = useTranslations("operations");
  const times = useTimes();
  const { notReacting } = operation;
  const time = times.clock(operation.startedAt);
  const who =
    operation.byViewer || !operation.actorName
      ? t("strip.startedByYou", { time })
      : t("strip.startedBy", { name: operation.actorName, time });
  const step = operation.steps.at(-1);
  const stepWord = useStepWord();
  const doing = step ? stepWord(operation.kind, step.name) : t(`strip.${phaseOf(operation)}`);
  const said = [useSubject()(operation), doing, who].filter(Boolean).join(" · ");
  return (
    <div className="operation tone-busy" data-outcome={operation.outcome}>
      <Glyph shape={notReacting ? "triangle" : "arc"} />
      <p role="status">
        <b>{notReacting ? t("strip.notReacting") : t(`in-progress.${operation.kind}`)}</b>
        {notReacting ? " " : <span className="max-desk:hidden"> · </span>}
        <span>
          {notReacting
            ? t("strip.notReactingText", { time: times.clock(operation.acceptedAt ?? operation.startedAt) })
            : said}
        </span>
      </p>
      {notReacting ? <AskKey host={host} power={power} kind={WAY_OUT} whyId={`why-${host.id}`} /> : null}
      <Elapsed from={operation.startedAt} />
    </div>
  );
}

const TONE: Partial<Record<OperationView["outcome"], Tone>> = {
  done: "run",
  unconfirmed: "busy",
  superseded: "off",
};

function EndedStrip({ host, operation, close }: StripProps & { close: () => void }) {
  const t = useTranslations();
  const times = useTimes();
  const { support } = useNextSteps();
  const { title, detail } = useEndWords()(host.name, operation);
  const gap = useGap();
  const moot = isMoot(operation);
  const tone = isHalfDone(operation) ? "busy" : moot ? "off" : (TONE[operation.outcome] ?? "alert");
  return (
    <div className={`operation tone-${tone}`} data-outcome={operation.outcome} data-ended={operation.kind}>
      <Glyph
        shape={
          tone === "run" || moot
            ? "check"
            : tone === "alert"
              ? "crossed"
              : tone === "off"
                ? "dashes"
                : "triangle"
        }
      />
      <p role="status">
        <b>{title}</b>
        {gap}
        {detail ? <span>{detail}</span> : null}
      </p>
      {/* Beside the sentence that names it: where to ask. */}
      {operation.outcome === "refused" && support ? (
        <KeyLink href={support} plainLink>
          {t("hosts.empty.support")}
        </KeyLink>
      ) : null}
      <time dateTime={operation.endedAt ?? undefined}>
        {times.moment(operation.endedAt ?? operation.startedAt)}
      </time>
      <Key
        variant="plain"
        icon="cross"
        className="strip-close"
        aria-label={t("operations.strip.dismiss")}
        onClick={close}
      />
    </div>
  );
}
