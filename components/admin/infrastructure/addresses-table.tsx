import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list/list-table";
import type { PoolAddress } from "@/lib/rstack/provider-rows";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";

export function AddressesTable({ addresses }: { addresses: PoolAddress[] }) {
  const t = useTranslations("infrastructure");
  const hasRemarks = addresses.some(({ remark }) => remark);
  return (
    <ListTable
      label={t("pool.addresses")}
      wide
      columns={[
        { name: t("column.address"), phone: "left" },
        { name: t("column.who"), phone: "right" },
        { name: t("column.customer"), phone: "left" },
        ...(hasRemarks ? [{ name: t("column.remark"), phone: "right" as const }] : []),
      ]}
      rows={addresses.map((one) => ({
        key: one.address,
        cells: [
          <span key="ip" className="mono">
            {one.address}
          </span>,
          <Who key="who" one={one} />,
          one.owner ? <CustomerLink key="owner" userId={one.owner} /> : "",
          one.remark ?? "",
        ],
      }))}
    />
  );
}

function Who({ one }: { one: PoolAddress }) {
  const t = useTranslations("infrastructure.pool");
  if (one.vmId) {
    return <HostLink vmId={one.vmId} name={one.hostName} />;
  }
  if (one.hostName) {
    return one.hostName;
  }
  return (
    <span className="text-ink-3">{t(one.isFree === null ? "unknown" : one.isFree ? "free" : "taken")}</span>
  );
}
