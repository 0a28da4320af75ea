import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list/list-table";
import { Secret } from "@/components/ui/secret";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import type { MappingOfHost } from "@/lib/rstack/provider-rows";
import { hostOf, nodeOf, ownerOf } from "./row-parts";

export function MappingsTable({ shown }: { shown: ShownRows<MappingOfHost> }) {
  const t = useTranslations("fleet-operations");
  const joined = (parts: (string | number | null)[]) => parts.filter((part) => part !== null).join(":");
  return (
    <ListTable
      label={t("mappings.title")}
      wide
      columns={[
        { name: t("column.public"), phone: "left" },
        { name: t("column.kind"), phone: "right" },
        { name: t("column.domain"), phone: "line", className: "break-all" },
        { name: t("column.inside"), phone: "line", labelled: true },
        { name: t("column.host"), phone: "line" },
        { name: t("column.customer"), phone: "left" },
        { name: t("column.node"), phone: "right", className: "wide-only" },
      ]}
      rows={shown.rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          <b key="public" className="mono">
            {joined([row.publicIp, row.publicPort])}
          </b>,
          t(`mapping.${row.kind}`),
          row.domain && <Secret key="domain">{row.domain}</Secret>,
          <span key="inside" className="mono">
            {joined([row.hostIp, row.insidePort])}
          </span>,
          hostOf(row),
          ownerOf(row, shown),
          nodeOf(row, shown),
        ],
      }))}
    />
  );
}
