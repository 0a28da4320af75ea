import { useFormatter, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import type { BackupOfHost, MappingOfHost, TaskOfHost } from "@/lib/rstack/provider-rows";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";

type Part = "type" | "step" | "status";

/** The vendor's codes in words; a code that is none of them is shown as it is. */
export function useTaskWord(): (part: Part, code: string | null) => string {
  const t = useTranslations("fleet-operations.task");
  return (part, code) =>
    code === null
      ? t(`${part}.none`)
      : t.has(`${part}.${code}` as "type.1")
        ? t(`${part}.${code}` as "type.1")
        : t(`${part}.other`, { code });
}

const hostOf = (row: { vmId: string | null; hostName: string | null }) =>
  row.vmId === null ? (row.hostName ?? "–") : <HostLink vmId={row.vmId} name={row.hostName} />;

interface TableProps<Row> {
  rows: Row[];
  zone: string | null;
}

const timeOf = (date: Date | null, zone: string | null) =>
  date === null ? "–" : <OwnTime iso={date.toISOString()} zone={zone} />;

export function TasksTable({ rows, zone }: TableProps<TaskOfHost>) {
  const t = useTranslations("fleet-operations");
  const word = useTaskWord();
  return (
    <ListTable
      label={t("tasks.title")}
      dense
      columns={[
        t("column.task"),
        t("column.host"),
        t("column.node"),
        t("column.step"),
        t("column.status"),
        t("column.message"),
        t("column.started"),
      ]}
      rows={rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          word("type", row.type),
          hostOf(row),
          row.nodeId ?? "–",
          word("step", row.step),
          word("status", row.status),
          row.message ?? "",
          timeOf(row.startedAt, zone),
        ],
      }))}
    />
  );
}

export function BackupsTable({ rows, zone }: TableProps<BackupOfHost>) {
  const t = useTranslations("fleet-operations");
  const format = useFormatter();
  return (
    <ListTable
      label={t("backups.title")}
      dense
      columns={[
        t("column.name"),
        t("column.kind"),
        t("column.host"),
        t("column.customer"),
        t("column.status"),
        t("column.size"),
        t("column.created"),
      ]}
      rows={rows.map((row, at) => ({
        key: `${row.vmId ?? ""} ${row.name} ${at}`,
        cells: [
          row.name,
          t(`backup.${row.kind ?? "none"}`),
          hostOf(row),
          row.owner === null ? "–" : <CustomerLink key="owner" userId={row.owner} />,
          t(`backups.${row.state ?? "unknown"}`),
          row.sizeGb === null
            ? "–"
            : format.number(row.sizeGb, { style: "unit", unit: "gigabyte", maximumFractionDigits: 1 }),
          timeOf(row.createdAt, zone),
        ],
      }))}
    />
  );
}

export function MappingsTable({ rows }: { rows: MappingOfHost[] }) {
  const t = useTranslations("fleet-operations");
  const publicSide = ({ publicIp, publicPort }: MappingOfHost) =>
    [publicIp, publicPort].filter((part) => part !== null).join(" : ") || "–";
  return (
    <ListTable
      label={t("mappings.title")}
      dense
      columns={[
        t("column.kind"),
        t("column.host"),
        t("column.customer"),
        t("column.domain"),
        t("column.public"),
        t("column.inside"),
        t("column.node"),
      ]}
      rows={rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          t(`mapping.${row.kind}`),
          hostOf(row),
          row.owner === null ? "–" : <CustomerLink key="owner" userId={row.owner} />,
          row.domain ?? "–",
          publicSide(row),
          [row.hostIp, row.insidePort].filter((part) => part !== null).join(" : ") || "–",
          row.nodeId ?? "–",
        ],
      }))}
    />
  );
}
