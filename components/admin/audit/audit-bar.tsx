import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import type { AuditFilter } from "@/lib/fleet/audit/audit-filter";
import { FilterBar } from "../lists/filter-bar";
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
  /** Those that stand in the audit; null where there are none to choose from. */
  actions: string[] | null;
  /** At the right. */
  children: ReactNode;
}

export function AuditFilters({ place, filter, actions, children }: AuditFiltersProps) {
  const t = useTranslations("audit.filter");
  const action = useAuditAction();
  const { after: _, ...chosen } = filter;
  return (
    <FilterBar
      path={PLACES[place]}
      chosen={chosen}
      search={{
        label: t("search"),
        placeholder: t(place === "views" ? "placeholderViews" : "placeholder"),
        live: true,
      }}
      chips={(["customer", "action", "from", "to"] as const).flatMap((name) => {
        const value = filter[name];
        return value ? [{ name, kind: t(name), value: name === "action" ? action(value) : value }] : [];
      })}
      fields={
        <>
          {actions ? (
            <SelectField
              name="action"
              label={t("action")}
              value={filter.action}
              options={[["", t("all")], ...actions.map((key): [string, string] => [key, action(key)])]}
            />
          ) : null}
          <TextField
            name="customer"
            label={t("customer")}
            defaultValue={filter.customer ?? ""}
            maxLength={64}
          />
          <TextField name="from" label={t("from")} type="date" defaultValue={filter.from ?? ""} />
          <TextField name="to" label={t("to")} type="date" defaultValue={filter.to ?? ""} />
        </>
      }
    >
      {children}
    </FilterBar>
  );
}
