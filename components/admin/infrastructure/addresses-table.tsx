import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { AddressRun } from "@/lib/fleet/infrastructure/address-runs";
import type { HeldAddress } from "@/lib/fleet/infrastructure/pools";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";
import { StateOf } from "./node-cards";

interface AddressesTableProps {
  runs: AddressRun<HeldAddress>[];
  /** What is kept of the customers, by number. */
  names: Map<string, CustomerName>;
}

/** Who has which address; free ones that follow each other are one row. */
export function AddressesTable({ runs, names }: AddressesTableProps) {
  const t = useTranslations("infrastructure");
  const hasRemarks = runs.some(({ first }) => first.remark);
  const nameOf = (owner: string) => names.get(owner)?.name || names.get(owner)?.username;
  return (
    <ListTable
      label={t("pool.addresses")}
      wide
      columns={[
        { name: t("column.address"), phone: "left", percent: 25 },
        { name: t("column.who"), phone: "right", percent: 20 },
        // On a phone a host's state stands below its name, the customer below the address.
        { name: t("column.customer"), phone: "left", percent: 25 },
        { name: t("column.state"), phone: "right" },
        ...(hasRemarks ? [{ name: t("column.remark"), phone: "line" as const }] : []),
      ]}
      rows={runs.map(({ first, last, count }) => ({
        key: first.address,
        cells: [
          <span key="ip" className={first.isFree ? "text-ink-3" : "font-semibold"}>
            <span className="mono">{first.address}</span>
            {last === first ? null : (
              <>
                {" – "}
                <span className="mono">{last.address}</span>
              </>
            )}
          </span>,
          <Who key="who" one={first} count={count} />,
          first.owner ? (
            <CustomerLink key="owner" userId={first.owner} name={nameOf(first.owner)} numbered />
          ) : null,
          first.host === null ? null : <StateOf key="state" {...first.host} />,
          ...(hasRemarks ? [first.remark] : []),
        ],
      }))}
    />
  );
}

/** Who has it; of free ones that follow each other, how many they are. */
function Who({ one, count }: { one: HeldAddress; count: number }) {
  const t = useTranslations("infrastructure.pool");
  if (one.vmId) {
    return <HostLink vmId={one.vmId} name={one.hostName} />;
  }
  if (one.hostName) {
    return one.hostName;
  }
  return one.isFree ? (
    <span className="text-ink-3">{t("free", { count })}</span>
  ) : (
    <Mark tone="off" shape="dashes" word={t(one.isFree === null ? "unknown" : "taken")} />
  );
}
