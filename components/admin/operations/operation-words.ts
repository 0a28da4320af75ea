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

/** How long it took: "0.4 s", "2 min". */
export function useTook(): (from: string, to: string) => string {
  const format = useFormatter();
  return (from, to) => {
    const ms = Date.parse(to) - Date.parse(from);
    const [value, unit] = ms < MINUTE_MS ? [ms / 1000, "second"] : [ms / MINUTE_MS, "minute"];
    const digits = value < 10 && unit === "second" ? 1 : 0;
    return spaced(
      format.number(value, { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: digits }),
    );
  };
}
