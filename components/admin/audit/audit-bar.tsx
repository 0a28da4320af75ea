import { useTranslations } from "next-intl";
import { SegmentedFilter } from "@/components/ui/segmented";
import type { AuditFilter } from "@/lib/fleet/audit/audit-filter";
import { FilterChoice, FilterForm, FilterText } from "../filter-form";
import { useAuditAction } from "./audit-words";

const PLACES = { events: "/admin/audit", views: "/admin/audit/views" } as const;
export type AuditPlace = keyof typeof PLACES;

export function AuditTabs({ current }: { current: AuditPlace }) {
  const t = useTranslations("audit.tab");
  return (
    <div className="tab-line">
      <SegmentedFilter
        label={t("label")}
        segments={(["events", "views"] as const).map((name) => ({
          href: PLACES[name],
          label: t(name),
          current: name === current,
        }))}
      />
    </div>
  );
}

interface AuditFiltersProps {
  place: AuditPlace;
  filter: AuditFilter;
  isChosen: boolean;
  /** Those that stand in the audit; null where there are none to choose from. */
  actions: string[] | null;
}

export function AuditFilters({ place, filter, isChosen, actions }: AuditFiltersProps) {
  const t = useTranslations("audit.filter");
  const action = useAuditAction();
  return (
    <FilterForm
      label={t("label")}
      submit={t("show")}
      clear={isChosen ? { href: PLACES[place], label: t("clear") } : null}
    >
      <FilterText name="actor" label={t("actor")} value={filter.actor} />
      <FilterText name="customer" label={t("customer")} value={filter.customer} />
      {actions ? (
        <FilterChoice
          name="action"
          label={t("action")}
          all={t("all")}
          value={filter.action}
          options={actions.map((key) => [key, action(key)])}
        />
      ) : null}
      <FilterText name="from" label={t("from")} value={filter.from} type="date" />
      <FilterText name="to" label={t("to")} value={filter.to} type="date" />
    </FilterForm>
  );
}
