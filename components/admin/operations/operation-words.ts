import { useTranslations } from "next-intl";
import type { OperationOutcome, OperationView } from "@/lib/operations/operation-view";

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
