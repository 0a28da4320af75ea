import { useTranslations } from "next-intl";
import { RowLink } from "@/components/ui/list/list-table";
import { Secret } from "@/components/ui/secret";
import type { FleetHost } from "@/lib/fleet/hosts/fleet-table";

/** A host in a list of staff's: its name and number, and its remark where that is what was looked for. */
export function HostName({ host: { vmId, name, remark } }: { host: FleetHost }) {
  const t = useTranslations("fleet-hosts");
  return (
    <>
      <RowLink href={`/admin/hosts/${vmId}`}>
        {name ? <Secret>{name}</Secret> : vmId}{" "}
        {name ? <small className="mono font-normal">{vmId}</small> : null}
      </RowLink>
      {remark ? (
        <small className="block truncate" title={remark}>
          <Secret>{t("remarkIs", { remark })}</Secret>
        </small>
      ) : null}
    </>
  );
}
