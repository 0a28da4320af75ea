import { useFormatter, useTranslations } from "next-intl";
import type { OperationOutcome, OperationView } from "@/lib/operations/operation-view";
import { spaced } from "../use-ago";

/** An outcome in a word, also of what goes on. */
export function useOutcomeWord(): (outcome: OperationOutcome) => string {
  const t = useTranslations("operations");
  return (outcome) =>
    outcome === "open" || outcome === "checking"
      ? t(outcome === "open" ? "recent.in-progress" : "recent.checking")
      : t(`outcome.${outcome}`);
}

/** What it is and what it was about. */
export function useWhat(): (operation: Pick<OperationView, "kind" | "subject">) => string {
  const t = useTranslations("operations.kind");
  return ({ kind, subject }) => [t(kind), subject].filter(Boolean).join(" · ");
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

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
    const ms = Date.parse(to) - Date.parse(from);
    const [unit, unitMs] = unitOf(ms);
    const value = ms / unitMs;
    const digits = value < 10 && unit === "second" ? 1 : 0;
    return spaced(
      format.number(value, { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: digits }),
    );
  };
}
