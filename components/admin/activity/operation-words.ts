import { useFormatter, useTranslations } from "next-intl";
import { CREATE_SNAPSHOT } from "@/components/hosts/snapshots/in-progress";
import { spaced } from "@/components/ui/spacing";
import type { SeenTask } from "@/lib/fleet/operations/master-lists";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import type { LedgerOperation, OperationOutcome, OperationView } from "@/lib/operations/operation-view";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/units";

/** An outcome in a word, also of what goes on. */
export function useOutcomeWord(): (of: { outcome: OperationOutcome; waiting?: boolean }) => string {
  const t = useTranslations("operations");
  return ({ outcome, waiting }) => t(waiting ? "step.waiting" : `outcome.${outcome}`);
}

const MOMENT = {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** What an operation was about: a snapshot by the time it was made, not by its name in RStack; nothing for a new one. */
export function useAbout() {
  const format = useFormatter();
  return ({ kind, subject, subjectAt }: About): string | null =>
    kind === CREATE_SNAPSHOT ? null : subjectAt ? format.dateTime(new Date(subjectAt), MOMENT) : subject;
}

type About = { kind: string; subject: string | null; subjectAt: string | null };

/** What it is and what it was about. */
export function useWhat(): (operation: Pick<LedgerOperation, "kind" | "subject" | "subjectAt">) => string {
  const t = useTranslations("operations.kind");
  const about = useAbout();
  return (operation) => [t(operation.kind), about(operation)].filter(Boolean).join(" · ");
}

/** Two hours read better than 120 minutes; as far back as 47 hours the day isn't clear. */
const unitOf = (ms: number) =>
  ms < MINUTE_MS
    ? (["second", 1_000] as const)
    : ms < 2 * HOUR_MS
      ? (["minute", MINUTE_MS] as const)
      : ms < 2 * DAY_MS
        ? (["hour", HOUR_MS] as const)
        : (["day", DAY_MS] as const);

/** How long it took: "0.4 s", "2 min", "3 h". */
export function useTook(): (from: string, to: string) => string {
  const format = useFormatter();
  return (from, to) => {
    const ms = Math.max(0, Date.parse(to) - Date.parse(from));
    const [unit, unitMs] = unitOf(ms);
    const value = ms / unitMs;
    const digits = value < 10 && unit === "second" ? 1 : 0;
    return spaced(
      format.number(value, { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: digits }),
    );
  };
}

/** Why it was never sent, as a note: staff need no "contact support". Null for none, and for a cause that has no text. */
export function useNotSentNote(): (operation: Pick<OperationView, "notSentCause">) => string | null {
  const reasons = useTranslations("operations.reason");
  return ({ notSentCause }) => {
    const why = BLOCK_REASONS.find((known) => known === notSentCause);
    return why ? (/^[^.。]+/.exec(reasons(why))?.[0] ?? null) : null;
  };
}

type TaskCodes = Pick<SeenTask, "type" | "status" | "step">;

const WAITING = "0";
const DONE = "3";
const COPYING = "1";
/** Tasks that set a host up: create and reinstall. */
const SET_UPS = ["1", "2"];

/** What each type of RStack's tasks is called; message keys. */
export const TASK_WORDS = {
  1: "operations.kind.create-host",
  2: "operations.kind.reinstall",
  3: "fleet-operations.task.type.3",
  4: "fleet-operations.task.type.4",
  5: "fleet-operations.task.type.5",
  6: "operations.kind.reset-password",
  7: "operations.kind.change-remote-port",
} as const;

/** How far a task is, by the vendor's code. */
export const TASK_STATUS_WORDS = {
  0: "operations.step.waiting",
  1: "words.inProgress",
  2: "operations.step.starting",
  3: "words.done",
} as const;

/** RStack's tasks: the vendor's codes in words; a code that is none of them is shown as it is. */
export function useTaskWords() {
  const w = useTranslations("words");
  const t = useTranslations("fleet-operations.task");
  const root = useTranslations();
  const other = (code: string | null) => (code === null ? w("unknown") : t("other", { code }));
  return {
    type: ({ type }: TaskCodes) =>
      Object.hasOwn(TASK_WORDS, type ?? "") ? root(TASK_WORDS[type as "1"]) : other(type),
    status: ({ status }: TaskCodes) =>
      Object.hasOwn(TASK_STATUS_WORDS, status ?? "") ? root(TASK_STATUS_WORDS[status as "1"]) : other(status),
    /** What it is at, as it is called in the operation that waits for it. */
    doing: ({ type, status, step }: TaskCodes) =>
      step === null || status === WAITING || status === DONE
        ? null
        : step === COPYING && SET_UPS.includes(type ?? "")
          ? t("step.install")
          : t.has(`step.${step}` as "step.1")
            ? t(`step.${step}` as "step.1")
            : other(step),
  };
}
