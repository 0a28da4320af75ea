import { useTranslations } from "next-intl";

/** What was done, in words; an action that is newer than this release is shown by its key. */
export function useAuditAction(): (action: string) => string {
  const t = useTranslations("audit.action");
  return (action) => {
    const key = action as "customer-created";
    return t.has(key) ? t(key) : action;
  };
}

/** `done` in a word; any other code by its sentence, where there is one. */
export function useAuditOutcome(): (outcome: string) => string {
  const t = useTranslations("audit");
  const errors = useTranslations("errors.action");
  return (outcome) => {
    const code = outcome as "refused";
    return outcome === "done" ? t("done") : errors.has(code) ? errors(code) : outcome;
  };
}
