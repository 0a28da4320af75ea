import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import type { LedgerEntry } from "@/lib/fleet/operations/read-fleet-ledger";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";
import { outcomeTone, useOutcomeWord, useWhat } from "./operation-words";

interface LedgerTableProps {
  label: string;
  entries: LedgerEntry[];
  zone: string | null;
}

export function LedgerTable({ label, entries, zone }: LedgerTableProps) {
  const t = useTranslations("fleet-operations");
  const outcomeWord = useOutcomeWord();
  const what = useWhat();
  return (
    <ListTable
      label={label}
      dense
      columns={[
        t("column.what"),
        t("column.host"),
        t("column.customer"),
        t("column.outcome"),
        t("column.who"),
        t("column.when"),
      ]}
      rows={entries.map((entry) => ({
        key: entry.operation.id,
        cells: [
          <Link key="what" href={`/admin/operations/${entry.operation.id}`} prefetch={false}>
            {what(entry.operation)}
          </Link>,
          <HostLink key="host" vmId={entry.vmId} name={entry.hostName} />,
          entry.owner ? <CustomerLink key="customer" userId={entry.owner} /> : "–",
          <span
            key="outcome"
            className={outcomeTone(entry.operation.outcome)}
            data-outcome={entry.operation.outcome}
          >
            {outcomeWord(entry.operation.outcome)}
            {entry.cause ? <small> {t(`cause.${entry.cause}`)}</small> : null}
          </span>,
          <Who key="who" entry={entry} />,
          <OwnTime key="when" iso={entry.operation.startedAt} zone={zone} />,
        ],
      }))}
    />
  );
}

/** The panel itself asked where there is a cause: the name is then that of whose console it was. */
function Who({ entry: { actorName, actorRole, viewing, cause } }: { entry: LedgerEntry }) {
  const t = useTranslations("fleet-operations");
  const as = viewing ? t("actor.viewing") : actorRole === "customer" ? null : t("actor.staff");
  const said = [as, cause ? t("actor.opener") : null].filter(Boolean).join(", ");
  return (
    <span>
      {actorName}
      {said ? <small> {said}</small> : null}
    </span>
  );
}
