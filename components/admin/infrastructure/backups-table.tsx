import { useFormatter, useTranslations } from "next-intl";
import { outcomeLook } from "@/components/hosts/host-look";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import { Secret } from "@/components/ui/secret";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import type { BackupOfHost } from "@/lib/rstack/provider-rows";
import { ownerOf, timeOf } from "../lists/row-parts";
import { useAgo } from "../use-ago";
import { KindOf } from "./kind-choice";

export const BACKUP_ICONS = { snapshot: "clock", full: "disc" } as const;

interface BackupsTableProps {
  shown: ShownRows<BackupOfHost>;
  zone: string | null;
}

export function BackupsTable({ shown, zone }: BackupsTableProps) {
  const t = useTranslations("fleet-operations");
  const format = useFormatter();
  const sizeOf = (gb: number | null) =>
    gb === null ? null : format.number(gb, { style: "unit", unit: "gigabyte", maximumFractionDigits: 1 });
  const ago = useAgo();
  const hasSizes = shown.rows.some(({ sizeGb }) => sizeGb !== null);
  const areDone = shown.rows.every(({ state }) => state === "done");
  return (
    <ListTable
      label={t("backups.title")}
      wide
      columns={[
        { name: t("column.host"), phone: "left", percent: 35 },
        { name: t("column.kind"), phone: "right", percent: 17 },
        { name: t("column.customer"), phone: "left" },
        { name: t("column.created"), phone: "right", percent: 15 },
        ...(areDone ? [] : [{ name: t("column.status"), phone: "left" as const, percent: 15 as const }]),
        ...(hasSizes ? [{ name: t("column.size"), phone: "right" as const, numeric: true }] : []),
      ]}
      rows={shown.rows.map((row, at) => ({
        key: `${row.vmId ?? ""} ${row.name} ${at}`,
        cells: [
          <Copied key="host" {...row} />,
          row.kind === null ? (
            t("backup.none")
          ) : (
            <KindOf key="kind" icon={BACKUP_ICONS[row.kind]}>
              {t(`backup.${row.kind}`)}
            </KindOf>
          ),
          ownerOf(row, shown),
          row.createdAt === null ? null : (
            <span key="created">
              {timeOf(row.createdAt, zone)}
              <small className="block max-desk:hidden">{ago(row.createdAt)}</small>
            </span>
          ),
          // What is as usual has no mark, and where all are so, no column.
          ...(areDone ? [] : [<BackupState key="state" {...row} />]),
          ...(hasSizes
            ? [
                <span key="size" className="whitespace-nowrap">
                  {sizeOf(row.sizeGb)}
                </span>,
              ]
            : []),
        ],
      }))}
    />
  );
}

function BackupState({ state }: Pick<BackupOfHost, "state">) {
  const t = useTranslations("fleet-operations.backups");
  return state === "done" ? (
    t("done")
  ) : (
    <Mark {...outcomeLook(state === "in-progress" ? "open" : "superseded")} word={t(state ?? "unknown")} />
  );
}

/** The host that it is of, and below it the name that RStack gave the copy. */
function Copied({ vmId, hostName, name }: Pick<BackupOfHost, "vmId" | "hostName" | "name">) {
  const file = (
    <small className="mono block break-all">
      <Secret>{name}</Secret>
    </small>
  );
  return vmId === null ? (
    <span>
      <b>
        <Secret>{hostName ?? name}</Secret>
      </b>
      {hostName === null ? null : file}
    </span>
  ) : (
    <span>
      <RowLink href={`/admin/hosts/${vmId}`}>
        {hostName === null ? vmId : <Secret>{hostName}</Secret>}
      </RowLink>{" "}
      {hostName === null ? null : <small className="mono">{vmId}</small>}
      {file}
    </span>
  );
}
