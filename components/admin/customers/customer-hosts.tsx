import { useTranslations } from "next-intl";
import { LiveMark } from "@/components/hosts/live/live-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Secret } from "@/components/ui/secret";
import type { CustomerHost } from "@/lib/fleet/customers/customer-page";

interface CustomerHostsProps {
  hosts: CustomerHost[];
  /** Where a host is made for them; null for who may not. */
  create: string | null;
}

/** All hosts of a customer, their states as live as lists are. */
export function CustomerHosts({ hosts, create }: CustomerHostsProps) {
  const t = useTranslations("customers.page");
  const column = useTranslations("hosts.column");
  const place = useTranslations("fleet-hosts.column");
  const f = useTranslations("customers.form.next");
  const key = create ? (
    <KeyLink href={create} icon="plus">
      {f("host")}
    </KeyLink>
  ) : null;
  if (hosts.length === 0) {
    return (
      <EmptyState title={t("noHosts")} text={t("noHostsText")}>
        {key}
      </EmptyState>
    );
  }
  return (
    <>
      <ListTable
        label={t("hostsTitle")}
        columns={[
          { name: column("host"), phone: "left" },
          { name: column("state"), phone: "right" },
          { name: column("address"), phone: "left" },
          { name: column("system"), phone: "right" },
          { name: place("place") },
        ]}
        rows={hosts.map((host) => ({
          key: host.vmId,
          cells: [
            <RowLink key="name" href={`/admin/hosts/${host.vmId}`}>
              {host.name ? <Secret>{host.name}</Secret> : host.vmId}{" "}
              <small className="mono font-normal">{host.vmId}</small>
            </RowLink>,
            <span key="state" data-host={host.vmId}>
              <LiveMark id={host.vmId} state={host.state} at={host.stateAt} />
            </span>,
            <span key="address" className="mono">
              {host.ipv4}
            </span>,
            host.imageName,
            host.nodeName,
          ],
        }))}
      />
      {key ? <div className="mt-4">{key}</div> : null}
    </>
  );
}
