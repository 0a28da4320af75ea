import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/page/facts";
import type { HostTask, HostUse } from "@/lib/fleet/hosts/host-page";
import type { HostRecord } from "@/lib/hosts/host-record";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { useTaskWords } from "../../activity/operation-words";

interface DetailsCardProps {
  row: HostRecord;
  /** What the customer sees of it in its place. */
  shownName: string;
  /** Null where RStack wasn't read. */
  settings: HostSettings | null;
  use: HostUse;
  task: HostTask | null;
}

/** What staff look up about a host and its head doesn't say. What isn't known is left out. */
export function DetailsCard({ row, shownName, settings, use, task }: DetailsCardProps) {
  const t = useTranslations("fleet-hosts.details");
  const h = useTranslations("words");
  const format = useFormatter();
  const doing = useTaskText(task);
  const copied = (value: string, shown = value) => (
    <span className="flex items-center gap-1 whitespace-nowrap">
      <span title={value}>{shown}</span>
      <CopyButton value={value} label={t("copy", { value })} />
    </span>
  );
  const gb = (value: number) => h("valueGb", { value: format.number(value) });
  const counted = (count: number | null, most: number | null | undefined) =>
    count === null
      ? null
      : most && most > 0
        ? h("usedOf", { used: count, limit: most })
        : format.number(count);
  const mappings = use.ports === null || use.domains === null ? null : use.ports + use.domains;
  return (
    <Card title={h("details")} tight>
      <DescriptionList
        nameClass="w-24"
        facts={[
          [h("region"), row.areaName],
          [t("name"), row.name !== shownName && row.name],
          [h("macAddress"), row.mac && copied(row.mac)],
          [h("dataDisk"), row.dataDiskGb ? gb(row.dataDiskGb) : null],
          [h("portSpeed"), row.portMbit ? h("mbit", { value: format.number(row.portMbit) }) : null],
          [h("snapshots"), counted(use.snapshots, settings?.snapshotQuota)],
          [t("backups"), counted(use.backups, settings?.backupQuota)],
          [t("mappings"), mappings && format.number(mappings)],
          [
            h("lastReinstall"),
            settings?.row.lastReinstallOn &&
              format.dateTime(new Date(settings.row.lastReinstallOn), {
                dateStyle: "medium",
                timeZone: "UTC",
              }),
          ],
          [h("rstackRemark"), settings?.remark],
          [h("rstackTasks"), doing],
          [t("backupTask"), told(task?.backup)],
          ["GUID", row.guid && copied(row.guid, shortened(row.guid))],
        ]}
      />
    </Card>
  );
}

/** A master may write none as 0. */
const told = (value: string | null | undefined) => (value && value !== "0" ? value : null);

const shortened = (guid: string) => `${guid.slice(0, 4)}…${guid.slice(-4)}`;

/** Null for no task. */
function useTaskText(task: HostTask | null): string | null {
  const words = useTaskWords();
  const [type, message] = [told(task?.type), told(task?.message)];
  return task && (type || message)
    ? [words.type({ ...task, type }), words.doing({ ...task, type }), words.status(task), message]
        .filter(Boolean)
        .join(" · ")
    : null;
}
