import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import {
  type LedgerFilter,
  ledgerHref,
  OUTCOME_CHOICES,
  type OutcomeChoice,
  SINCES,
} from "@/lib/fleet/operations/ledger-filter";
import { OPERATION_KINDS } from "@/lib/operations/command-rules";
import { DeskText } from "../lists/desk-text";
import { FilterBar } from "../lists/filter-bar";
import { useOutcomeWord } from "./operation-words";
import { QUICK, QuickChoice } from "./quick-choice";

const PATH = "/admin/operations";

interface LedgerBarProps {
  /** Without the place in the list. */
  choice: Omit<LedgerFilter, "after">;
  /** Null where they would not be those of the list. */
  counts: Record<"in-progress" | "attention", number> | null;
  children: ReactNode;
}

export function LedgerBar({ choice, counts, children }: LedgerBarProps) {
  const t = useTranslations("fleet-operations.filter");
  const kinds = useTranslations("operations.kind");
  const outcomeWord = useOutcomeWord();
  const all: [string, string] = ["", t("all")];
  const outcomeText = (one: OutcomeChoice) =>
    one === "in-progress" ? t(one) : one === "attention" ? t("attentionAll") : outcomeWord(one);
  const { host, customer, actor, kind, outcome, since } = choice;
  const isQuick = QUICK.some((one) => one === outcome);
  return (
    <FilterBar
      path={PATH}
      chosen={choice}
      search={{ label: t("search"), placeholder: t("placeholder"), live: true }}
      beside={
        <QuickChoice
          chosen={outcome}
          counts={counts}
          wrong={t.rich("attention", { more: (chunks) => <DeskText>{chunks}</DeskText> })}
          hrefOf={(one) => ledgerHref(PATH, { ...choice, outcome: one })}
        />
      }
      chips={[
        ...(outcome && !isQuick
          ? [{ name: "outcome", kind: t("outcome"), value: outcomeText(outcome) }]
          : []),
        ...(kind ? [{ name: "kind", kind: t("kind"), value: kinds(kind) }] : []),
        ...(since ? [{ name: "since", kind: t("since"), value: t(`sinces.${since}`) }] : []),
        ...(host ? [{ name: "host", kind: t("host"), value: host }] : []),
        ...(customer ? [{ name: "customer", kind: t("customer"), value: customer }] : []),
        ...(actor ? [{ name: "actor", kind: t("actor"), value: actor }] : []),
      ]}
      fields={
        <>
          <SelectField
            name="outcome"
            label={t("outcome")}
            value={outcome}
            options={[all, ...OUTCOME_CHOICES.map((one): [string, string] => [one, outcomeText(one)])]}
          />
          <SelectField
            name="kind"
            label={t("kind")}
            value={kind}
            options={[all, ...OPERATION_KINDS.map((one): [string, string] => [one, kinds(one)])]}
          />
          <SelectField
            name="since"
            label={t("since")}
            value={since}
            options={[all, ...SINCES.map((one): [string, string] => [one, t(`sinces.${one}`)])]}
          />
          <TextField
            name="host"
            label={t("host")}
            defaultValue={host ?? ""}
            maxLength={10}
            inputMode="numeric"
          />
          <TextField name="customer" label={t("customer")} defaultValue={customer ?? ""} maxLength={64} />
          <TextField name="actor" label={t("actor")} defaultValue={actor ?? ""} maxLength={64} />
        </>
      }
    >
      {children}
    </FilterBar>
  );
}
