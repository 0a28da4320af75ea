import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list/list-table";
import { Secret } from "@/components/ui/secret";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import { serviceOf } from "@/lib/hosts/network/inside-port";
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
        { name: t("column.public"), phone: "left", percent: 22, className: "break-all" },
        { name: t("column.kind"), phone: "right", percent: 15 },
        { name: t("column.inside"), phone: "left", labelled: true, percent: 17 },
        { name: t("column.host"), phone: "right" },
        { name: t("column.customer"), phone: "left", percent: 20 },
        { name: t("column.node"), phone: "right", percent: 12, className: "wide-only" },
      ]}
      rows={shown.rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          <Public key="public" domain={row.domain} address={joined([row.publicIp, row.publicPort])} />,
          <span key="kind">
            {t(`mapping.${row.kind}`)} <small>{row.kind === "port" ? serviceOf(row.insidePort) : null}</small>
          </span>,
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

/** What is called from outside; a domain with the address that it has to lead to. */
const Public = ({ domain, address }: { domain: string | null; address: string }) =>
  domain ? (
    <span>
      <b>
        <Secret>{domain}</Secret>
      </b>
      <small className="mono block">{address}</small>
    </span>
  ) : (
    <b className="mono">{address}</b>
  );
