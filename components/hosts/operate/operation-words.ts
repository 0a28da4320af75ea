import { useFormatter, useTranslations } from "next-intl";
import { spaced } from "@/components/ui/spacing";
import { BLOCK_REASONS, isMoot } from "@/lib/operations/block-reasons";

import {
  type LedgerOperation,
  LOOKUP_REFUSED,
  leavesNoTrace,
  type OperationStep,
  type OperationView,
} from "@/lib/operations/operation-view";
import { CREATE_SNAPSHOT, RESTORE_SNAPSHOT } from "../snapshots/in-progress";
import { passed } from "../time/clock";
import { useTimes } from "../time/use-times";
import { useReason } from "./use-reason";

/** Nothing of before may be left where it failed; its steps are counted. */
export const isReinstall = (kind: OperationView["kind"]): boolean => kind === "reinstall";

/** 0:38, from the click to the end as the panel saw it; null while it goes, and where it was over at once. */
export const tookOf = ({ startedAt, endedAt }: OperationView): string | null =>
  endedAt && tookBetween(startedAt, endedAt);

/** 0:38 between two moments (ISO 8601); null under a second. */
export const tookBetween = (from: string, until: string): string | null => {
  const ms = Date.parse(until) - Date.parse(from);
  return ms < 1000 ? null : passed(ms);
};

/** "14 sec", "1 min 30 sec", "3 hr 5 min", for a sentence: as 1:30 it would read like a time of day. */
export function useDuration(): (ms: number) => string {
  const format = useFormatter();
  const part = (value: number, unit: "hour" | "minute" | "second") =>
    spaced(format.number(value, { style: "unit", unit, unitDisplay: "short" }));
  return (ms) => {
    const seconds = Math.floor(ms / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), part(Math.floor(seconds / 60) % 60, "minute")];
    const rest = part(seconds % 60, "second");
    const short = seconds < 60 ? rest : seconds % 60 === 0 ? minutes : `${minutes} ${rest}`;
    return hours > 0 ? `${part(hours, "hour")} ${minutes}` : short;
  };
}

/** What a step is called: RStack counts those of a snapshot like those of a reinstall, and they are others. */
export function useStepWord(): (kind: LedgerOperation["kind"], step: OperationStep["name"]) => string {
  const t = useTranslations("operations");
  return (kind, step) =>
    (kind === CREATE_SNAPSHOT || kind === RESTORE_SNAPSHOT) && (step === "copying" || step === "starting")
      ? t(step === "copying" ? `snapshotStep.${kind}` : "snapshotStep.finishing")
      : t(`step.${step}`);
}

/** What an operation was about, for its reader: a snapshot by the time it was made, in their own zone. */
export function useSubject(): (operation: OperationView) => string | null {
  const times = useTimes();
  return ({ kind, subject, subjectAt }) =>
    kind === CREATE_SNAPSHOT ? null : subjectAt ? times.moment(subjectAt) : subject;
}

/** A reinstall whose steps end at the new password: the system is new, and that isn't certainly set. */
export const isHalfDone = ({ outcome, steps }: OperationView): boolean =>
  outcome === "done" && steps.at(-1)?.name === "password";

/** What came of an operation, and what that means for the person who reads it. */
export function useEndWords() {
  const t = useTranslations("operations.ended");
  const kinds = useTranslations("operations.kind");
  const duration = useDuration();
  const reason = useReason();
  const refused = ({ refusal }: OperationView) =>
    refusal ? t("refused", { text: refusal }) : t("refusedSilently");
  return (name: string, operation: OperationView): { title: string; detail: string | null } => {
    const { kind, outcome } = operation;
    const took = operation.endedAt ? Date.parse(operation.endedAt) - Date.parse(operation.startedAt) : 0;
    const what = { action: kinds(kind), name };
    const failed = (detail: string | null) => ({ title: t("notDone", what), detail });
    switch (outcome) {
      case "done":
        return {
          title: t("done", what),
          detail: operation.moved
            ? t("portMoved", { before: String(operation.moved.before), now: String(operation.moved.now) })
            : isHalfDone(operation)
              ? t("passwordNotSet")
              : took < 1000
                ? null
                : duration(took),
        };
      case "unconfirmed":
        return {
          title: t("unconfirmed", what),
          // What can't be read back can't be looked at, either.
          detail: t(leavesNoTrace(kind) ? "unconfirmedPassword" : "unconfirmedText"),
        };
      case "refused":
        return failed(refused(operation));
      case "not-sent": {
        if (operation.notSentCause === LOOKUP_REFUSED) {
          return failed(refused(operation));
        }
        const isGone = operation.notSentCause === "not-listed";
        const why = BLOCK_REASONS.find((known) => known === operation.notSentCause);
        const because = isGone ? t("choiceGone") : why ? reason(why) : null;
        return isMoot(operation)
          ? { title: t("moot", what), detail: isGone ? t("gone") : because }
          : failed(because ?? t("not-sent"));
      }
      case "failed":
        // Where nothing may be left of what there was, "failed" would say too little.
        return failed(t(isReinstall(kind) ? "failedReinstall" : "failed"));
      case "superseded":
        return { title: t("superseded", what), detail: null };
      default:
        return failed(null);
    }
  };
}

/** The same in one or two words, for a list; null where it was done. */
export function useShortOutcome() {
  const w = useTranslations("words");
  const t = useTranslations("operations.outcome");
  const steps = useTranslations("operations.step");
  return (operation: OperationView): string | null => {
    const { outcome, refusal } = operation;
    if (operation.waiting) {
      return steps("waiting");
    }
    if (outcome === "done") {
      return null;
    }
    if (outcome === "refused" || operation.notSentCause === LOOKUP_REFUSED) {
      return refusal ? w("refused", { text: refusal }) : t("refused");
    }
    return t(outcome);
  };
}
