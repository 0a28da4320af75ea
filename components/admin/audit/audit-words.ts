import { useTranslations } from "next-intl";
import { OPERATION_OUTCOMES, type OperationOutcome } from "@/lib/operations/operation-view";
import { useOutcomeWord } from "../operations/operation-words";

/** What of the ledger's outcomes is said of other deeds, too. */
const DEEDS = new Set<OperationOutcome>(["done", "unconfirmed", "refused", "failed"]);

/** What was done, in words; an action that is newer than this release is shown by its key. */
export function useAuditAction(): (action: string) => string {
  const t = useTranslations("audit.action");
  const kinds = useTranslations("operations.kind");
  return (action) => {
    const key = action as "customer-created";
    const kind = action as "start";
    return t.has(key) ? t(key) : kinds.has(kind) ? kinds(kind) : action;
  };
}

/** `done` and unconfirmed in a word, as the ledger's; any other code by its sentence, where there is one. */
export function useAuditOutcome(): (entry: { operation: boolean; outcome: string }) => string {
  const errors = useTranslations("errors.action");
  const customers = useTranslations("customers.fault");
  const reasons = useTranslations("operations.reason");
  const word = useOutcomeWord();
  return ({ operation, outcome }) => {
    const known = isOutcome(outcome) ? outcome : null;
    if (known && (operation || DEEDS.has(known))) {
      return word(known);
    }
    const code = outcome as "refused";
    if (errors.has(code)) {
      return errors(code);
    }
    const fault = outcome as "number-taken";
    const reason = outcome as "locked";
    return customers.has(fault) ? customers(fault) : reasons.has(reason) ? reasons(reason) : outcome;
  };
}

const isOutcome = (outcome: string): outcome is OperationOutcome =>
  OPERATION_OUTCOMES.some((known) => known === outcome);
