import { useTranslations } from "next-intl";
import { SegmentedFilter } from "@/components/ui/form/segmented";

const PLACES = {
  ledger: "/admin/operations",
  tasks: "/admin/operations/tasks",
} as const;

/** The panel's own list, and the master's. */
export function OperationsTabs({ current }: { current: keyof typeof PLACES }) {
  const t = useTranslations("fleet-operations.tab");
  return (
    <div className="tab-line">
      <SegmentedFilter
        label={t("label")}
        segments={(["ledger", "tasks"] as const).map((name) => ({
          href: PLACES[name],
          label: t(name),
          current: name === current,
        }))}
      />
    </div>
  );
}
