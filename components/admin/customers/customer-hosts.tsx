import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { ListTable } from "@/components/ui/list-table";
import type { CustomerHost } from "@/lib/fleet/customers/customer-page";

export function CustomerHosts({ hosts }: { hosts: CustomerHost[] }) {
  const t = useTranslations("customers.page");
  const h = useTranslations("host.state");
  const column = useTranslations("hosts.column");
  if (hosts.length === 0) {
    return <EmptyState title={t("noHosts")} text={t("noHostsText")} />;
  }
  return (
    <ListTable
      label={t("hostsTitle")}
      columns={[column("host"), column("state"), column("system"), column("address")]}
      rows={hosts.map((host) => ({
        key: host.vmId,
        cells: [
          <Link key="name" href={`/hosts/${host.vmId}`} prefetch={false}>
            {host.name ?? host.vmId} <small className="mono">{host.vmId}</small>
          </Link>,
          <span key="state" data-host={host.vmId}>
            <span data-state={host.state}>{h(host.state)}</span>
          </span>,
          host.imageName,
          <span key="address" className="mono">
            {host.ipv4}
          </span>,
        ],
      }))}
    />
  );
}
