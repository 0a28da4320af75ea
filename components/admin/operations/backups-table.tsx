import { useFormatter, useTranslations } from "next-intl";
import { type HostLook, outcomeLook } from "@/components/hosts/host-look";
import { ListTable } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import type { BackupOfHost } from "@/lib/rstack/provider-rows";
import { hostOf, ownerOf, timeOf } from "./row-parts";

const BACKUP_LOOK: Record<NonNullable<BackupOfHost["state"]> | "unknown", HostLook> = {
  done: outcomeLook("done"),
  "in-progress": outcomeLook("open"),
  unknown: outcomeLook("superseded"),
};

interface BackupsTableProps {
  shown: ShownRows<BackupOfHost>;
  zone: string | null;
}

export function BackupsTable({ shown, zone }: BackupsTableProps) {
  const t = useTranslations("fleet-operations");
  const format = useFormatter();
  const sizeOf = (gb: number | null) =>
    gb === null ? null : format.number(gb, { style: "unit", unit: "gigabyte", maximumFractionDigits: 1 });
  const hasSizes = shown.rows.some(({ sizeGb }) => sizeGb !== null);
  return (
    <ListTable
      label={t("backups.title")}
      wide
      columns={[
        { name: t("column.name"), phone: "left", className: "break-all" },
        { name: t("column.status"), phone: "right" },
        { name: t("column.host"), phone: "left" },
        { name: t("column.kind"), phone: "right" },
        { name: t("column.customer"), phone: hasSizes ? "left" : "line" },
        ...(hasSizes ? [{ name: t("column.size"), phone: "right" as const }] : []),
        { name: t("column.created"), phone: "line" },
      ]}
      rows={shown.rows.map((row, at) => ({
        key: `${row.vmId ?? ""} ${row.name} ${at}`,
        cells: [
          <b key="name">{row.name}</b>,
          <Mark
            key="state"
            {...BACKUP_LOOK[row.state ?? "unknown"]}
            word={t(`backups.${row.state ?? "unknown"}`)}
          />,
          hostOf(row),
          t(`backup.${row.kind ?? "none"}`),
          ownerOf(row, shown),
          ...(hasSizes ? [sizeOf(row.sizeGb)] : []),
          timeOf(row.createdAt, zone),
        ],
      }))}
    />
  );
}
