import { useFormatter, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { type HostLook, outcomeLook } from "@/components/hosts/host-look";
import { ListTable } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import { Secret } from "@/components/ui/secret";
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
  row.vmId === null ? (
    row.hostName === null ? (
      "–"
    ) : (
      <Secret>{row.hostName}</Secret>
    )
  ) : (
    <HostLink vmId={row.vmId} name={row.hostName} />
  );

/** A task's step in the colour of its status: the vendor's 3 is done. */
const taskLook = ({ status }: TaskOfHost): HostLook =>
  status === "3" ? outcomeLook("done") : status === null ? outcomeLook("superseded") : outcomeLook("open");

const BACKUP_LOOK: Record<NonNullable<BackupOfHost["state"]> | "unknown", HostLook> = {
  done: outcomeLook("done"),
  "in-progress": outcomeLook("open"),
  unknown: outcomeLook("superseded"),
};

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
      wide
      columns={[
        { name: t("column.task"), phone: "left" },
        { name: t("column.status"), phone: "right" },
        { name: t("column.host"), phone: "left" },
        { name: t("column.step"), className: "max-wide:hidden" },
        { name: t("column.node"), className: "max-wide:hidden" },
        { name: t("column.message"), phone: "left" },
        { name: t("column.started"), phone: "right" },
      ]}
      rows={rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          <b key="type">{word("type", row.type)}</b>,
          <Mark key="status" {...taskLook(row)} word={word("status", row.status)} />,
          hostOf(row),
          word("step", row.step),
          row.nodeId,
          row.message,
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
      wide
      columns={[
        { name: t("column.name"), phone: "left", className: "break-all" },
        { name: t("column.status"), phone: "right" },
        { name: t("column.kind"), phone: "left" },
        { name: t("column.host"), phone: "left" },
        { name: t("column.customer"), className: "max-wide:hidden" },
        { name: t("column.size"), phone: "right" },
        { name: t("column.created"), className: "max-wide:hidden" },
      ]}
      rows={rows.map((row, at) => ({
        key: `${row.vmId ?? ""} ${row.name} ${at}`,
        cells: [
          <b key="name">{row.name}</b>,
          <Mark
            key="state"
            {...BACKUP_LOOK[row.state ?? "unknown"]}
            word={t(`backups.${row.state ?? "unknown"}`)}
          />,
          t(`backup.${row.kind ?? "none"}`),
          hostOf(row),
          row.owner === null ? null : <CustomerLink key="owner" userId={row.owner} />,
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
  return (
    <ListTable
      label={t("mappings.title")}
      wide
      columns={[
        { name: t("column.public"), phone: "left" },
        { name: t("column.kind"), phone: "right" },
        { name: t("column.domain"), phone: "left", className: "break-all" },
        { name: t("column.inside"), phone: "right" },
        { name: t("column.host"), phone: "left" },
        { name: t("column.customer"), phone: "right" },
        { name: t("column.node"), className: "max-wide:hidden" },
      ]}
      rows={rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          <b key="public" className="mono">
            {[row.publicIp, row.publicPort].filter((part) => part !== null).join(":")}
          </b>,
          t(`mapping.${row.kind}`),
          row.domain && <Secret key="domain">{row.domain}</Secret>,
          <span key="inside" className="mono">
            {[row.hostIp, row.insidePort].filter((part) => part !== null).join(":")}
          </span>,
          hostOf(row),
          row.owner === null ? null : <CustomerLink key="owner" userId={row.owner} />,
          row.nodeId,
        ],
      }))}
    />
  );
}
