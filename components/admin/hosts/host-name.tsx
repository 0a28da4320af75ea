import { useTranslations } from "next-intl";
import { RowLink } from "@/components/ui/list/list-table";
import { Marked } from "@/components/ui/list/marked";
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
    <>
      <RowLink href={`/admin/hosts/${vmId}`}>
        {name ? <Marked text={name} words={words} /> : <Marked text={vmId} words={words} />}
        {name ? (
          <small className="mono font-normal">
            {" "}
            <Marked text={vmId} words={words} />
          </small>
        ) : null}
      </RowLink>
      {remark ? (
        <small className="block truncate" title={remark}>
          <Marked text={t("remarkIs", { remark })} words={words} />
        </small>
      ) : null}
    </>
  );
}
