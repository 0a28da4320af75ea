import { useTranslations } from "next-intl";
import { Marked } from "@/components/ui/list/marked";
import { RowLink } from "@/components/ui/list/table";
import type { FleetHost } from "@/lib/fleet/hosts/fleet-table";

interface HostNameProps {
  host: FleetHost;
  /** What was looked for. */
  words?: string;
}

/** A host in a list of staff's: its name and number, and its remark where that is what was looked for. */
export function HostName({ host: { vmId, name, remark }, words = "" }: HostNameProps) {
  const t = useTranslations("fleet-hosts");
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <RowLink href={`/admin/hosts/${vmId}`}>
        <span className="truncate">
          <Marked text={name ?? vmId} words={words} />
        </span>
        {name ? (
          <span className="ml-2 font-normal text-12 text-ink-3">
            <Marked text={vmId} words={words} />
          </span>
        ) : null}
      </RowLink>
      {remark ? (
        <span className="truncate text-12 text-ink-3" title={remark}>
          <Marked text={t("remarkIs", { remark })} words={words} />
        </span>
      ) : null}
    </span>
  );
}
