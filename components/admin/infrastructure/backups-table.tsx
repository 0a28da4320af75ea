import { useFormatter, useTranslations } from "next-intl";
import { outcomeLook } from "@/components/hosts/host-look";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { NotedBackup } from "@/lib/fleet/operations/master-lists";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import { ownerOf, timeOf } from "../lists/row-parts";
import { useAgo } from "../use-ago";
import { KindOf } from "./kind-choice";

export const BACKUP_ICONS = { snapshot: "clock", full: "disc" } as const;

interface BackupsTableProps {
  shown: ShownRows<NotedBackup>;
  zone: string | null;
  /** Someone looks for a name: it stands beside a note as well, and on a phone. */
  named: boolean;
}

export function BackupsTable({ shown, zone, named }: BackupsTableProps) {
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
        { name: t("column.host"), phone: "left", percent: 25 },
        { name: t("column.kind"), phone: "right", percent: 25 },
        { name: t("column.customer"), phone: "left" },
        { name: t("column.created"), phone: "right", percent: 17 },
        ...(areDone ? [] : [{ name: t("column.status"), phone: "left" as const, percent: 15 as const }]),
        ...(hasSizes ? [{ name: t("column.size"), phone: "right" as const, numeric: true }] : []),
      ]}
      rows={shown.rows.map((row, at) => ({
        key: `${row.vmId ?? ""} ${row.name} ${at}`,
        cells: [
          <HostOf key="host" {...row} />,
          <What key="kind" {...row} name={named || !row.note ? row.name : null} aside={!named} />,
          ownerOf(row, shown),
          row.createdAt === null ? null : (
            <span key="created">
              {timeOf(row.createdAt, zone)}
              <small className="block">{ago(row.createdAt)}</small>
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

function BackupState({ state }: Pick<NotedBackup, "state">) {
  const t = useTranslations("fleet-operations.backups");
  return state === "done" ? (
    t("done")
  ) : (
    <Mark {...outcomeLook(state === "in-progress" ? "open" : "superseded")} word={t(state ?? "unknown")} />
  );
}

interface NameProps {
  name: string | null;
  /** Nobody looked for it: a phone has no room for it. */
  aside: boolean;
}

/** What it is, what its host's owner noted of it, and the name that RStack gave it. */
function What({ kind, note, name, aside }: Pick<NotedBackup, "kind" | "note"> & NameProps) {
  const t = useTranslations("fleet-operations.backup");
  const word = (
    <>
      {t(kind ?? "none")}
      {[note, name].map((text, at) =>
        text ? (
          <small
            key={at === 0 ? "note" : "name"}
            className={
              at === 0 ? "block" : aside ? "mono block break-all max-md:hidden" : "mono block break-all"
            }
          >
            {text}
          </small>
        ) : null,
      )}
    </>
  );
  return kind === null ? <span>{word}</span> : <KindOf icon={BACKUP_ICONS[kind]}>{word}</KindOf>;
}

/** Whose copy it is, and the way to it; without a host the name is all there is. */
const HostOf = ({ vmId, hostName, name }: Pick<NotedBackup, "vmId" | "hostName" | "name">) =>
  vmId === null ? (
    <b>{hostName ?? name}</b>
  ) : (
    <span>
      <RowLink href={`/hosts/${vmId}/snapshots`}>{hostName ?? vmId}</RowLink>{" "}
      {hostName === null ? null : <small className="mono">{vmId}</small>}
    </span>
  );
