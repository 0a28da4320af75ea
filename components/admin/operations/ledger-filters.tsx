import { useTranslations } from "next-intl";
import type { LedgerFilter, OutcomeChoice } from "@/lib/fleet/operations/ledger-filter";
import { OPERATION_KINDS } from "@/lib/operations/command-rules";

import { FilterChoice, FilterForm, FilterText } from "../filter-form";
import { useOutcomeWord } from "./operation-words";

interface LedgerFiltersProps {
  filter: LedgerFilter;
  outcomes: readonly OutcomeChoice[];
  isChosen: boolean;
}

export function LedgerFilters({ filter, outcomes, isChosen }: LedgerFiltersProps) {
  const t = useTranslations("fleet-operations.filter");
  const kinds = useTranslations("operations.kind");
  const outcomeWord = useOutcomeWord();
  return (
    <FilterForm
      label={t("label")}
      submit={t("show")}
      clear={isChosen ? { href: "/admin/operations", label: t("clear") } : null}
    >
      <FilterText name="host" label={t("host")} value={filter.host} numeric />
      <FilterText name="customer" label={t("customer")} value={filter.customer} />
      <FilterText name="actor" label={t("actor")} value={filter.actor} />
      <FilterChoice
        name="kind"
        label={t("kind")}
        all={t("all")}
        value={filter.kind}
        options={OPERATION_KINDS.map((kind) => [kind, kinds(kind)])}
      />
      <FilterChoice
        name="outcome"
        label={t("outcome")}
        all={t("all")}
        value={filter.outcome}
        options={outcomes.map((one) => [
          one,
          one === "in-progress" || one === "attention" ? t(one) : outcomeWord(one),
        ])}
      />
    </FilterForm>
  );
}
