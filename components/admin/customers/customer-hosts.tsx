import { useTranslations } from "next-intl";
import { LiveMark } from "@/components/hosts/live/live-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Secret } from "@/components/ui/secret";
import type { CustomerHost } from "@/lib/fleet/customers/customer-page";
import { TrafficUsed } from "../traffic-used";
import "../lists/filter-bar.css";

interface CustomerHostsProps {
  hosts: CustomerHost[];
  /** Where a host is made for them; null for who may not. */
  create: string | null;
}

/** All hosts of a customer, their states as live as lists are. */
export function CustomerHosts({ hosts, create }: CustomerHostsProps) {
  const t = useTranslations("customers.page");
  const column = useTranslations("hosts.column");
  const details = useTranslations("fleet-hosts.details");
  const fleet = useTranslations("fleet-hosts.column");
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
      <div className="list-bar">
        <span className="text-ink-2">{t("hostCount", { count: hosts.length })}</span>
        {key ? <div className="list-bar-end">{key}</div> : null}
      </div>
      <ListTable
        wide
        label={t("hostsTitle")}
        columns={[
          { name: column("host"), phone: "left" },
          { name: column("state"), phone: "right" },
          { name: column("address"), phone: "left" },
          { name: details("image"), phone: "right" },
          { name: details("node"), className: "max-wide:hidden" },
          { name: fleet("traffic") },
        ]}
        rows={hosts.map((host) => ({
          key: host.vmId,
          cells: [
            <RowLink key="name" href={`/admin/hosts/${host.vmId}`}>
              {host.name ? <Secret>{host.name}</Secret> : host.vmId}{" "}
              <small className="mono font-normal">{host.vmId}</small>
            </RowLink>,
            <span key="state" data-host={host.vmId}>
              <LiveMark id={host.vmId} state={host.state} at={host.stateAt} work={host.work} />
            </span>,
            <span key="address" className="mono">
              {host.ipv4 ? <Secret>{host.ipv4}</Secret> : null}
            </span>,
            host.imageName,
            host.nodeName,
            <TrafficUsed key="traffic" of={host} />,
          ],
        }))}
      />
    </>
  );
}
