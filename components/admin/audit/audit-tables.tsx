import { useTranslations } from "next-intl";
import { outcomeLook } from "@/components/hosts/host-look";
import { Glyph } from "@/components/ui/glyph";
import type { Day } from "@/components/ui/list/by-day";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { OPERATION_OUTCOMES } from "@/lib/operations/operation-view";
import { CustomerLink } from "../customer-link";
import { DayTime } from "../lists/day-time";
import { ActionIcon } from "./action-icon";
import { About, runsOf } from "./audit-about";
import { useAuditAction, useAuditOutcome } from "./audit-words";

/** Who did it, and as what. */
export function Who({ name, role, viewing }: { name: string; role: string; viewing?: boolean }) {
  const t = useTranslations("audit");
  const key = role as "admin";
  const known = t.has(`role.${key}`) ? t(`role.${key}`) : role;
  return (
    <span>
      {name} <small>{viewing ? t("viewing", { role: known }) : known}</small>
    </span>
  );
}

interface AuditTableProps {
  days: Day<AuditEntry>[];
  /** What the panel keeps of the customers and hosts in these entries, by number. */
  customers: Map<string, CustomerName>;
  hosts: Map<string, string>;
  zone: string | null;
}

/** By days. What is as usual isn't said: an outcome stands where something wasn't done, an address where one is known. */
export function AuditTable({ days, customers, hosts, zone }: AuditTableProps) {
  const t = useTranslations("audit");
  const action = useAuditAction();
  const outcome = useAuditOutcome();
  const all = days.flatMap(({ entries }) => entries);
  const nameOf = (userId: string) => customers.get(userId)?.name || customers.get(userId)?.username;
  const hasAddresses = all.some(({ address }) => address);
  return (
    <ListTable
      wide
      label={t("tab.events")}
      columns={[
        { name: t("column.action"), phone: "left", percent: 25 },
        { name: t("column.about"), phone: "left" },
        { name: t("column.customer"), percent: 17 },
        { name: t("column.who"), phone: "right", className: "second-line", percent: 17 },
        { name: t("column.when"), phone: "right", className: "first-line", percent: 10 },
        ...(hasAddresses
          ? [{ name: t("column.from"), className: "max-lg:hidden", percent: 12 as const }]
          : []),
      ]}
      groups={days.map(({ title, day, entries }) => ({
        title,
        rows: runsOf(entries).map(([entry, ...others]) => ({
          key: entry.id,
          cells: [
            <span key="action" data-action={entry.action}>
              <span className={`tone-${lookOf(entry).tone} inline-flex items-center gap-2`}>
                {entry.outcome === "done" ? (
                  <ActionIcon {...entry} />
                ) : (
                  <span className="mark-sign">
                    <Glyph shape={lookOf(entry).shape} />
                  </span>
                )}
                <span>
                  {entry.operation ? (
                    <RowLink href={`/admin/operations/${entry.id}`}>{action(entry.action)}</RowLink>
                  ) : (
                    <b>{action(entry.action)}</b>
                  )}
                  {others.length > 0 ? ` ×${others.length + 1}` : null}
                  {entry.outcome === "done" ? null : (
                    <span className="block text-(--tone-text) text-12">{outcome(entry)}</span>
                  )}
                </span>
              </span>
            </span>,
            <About
              key="about"
              run={[entry, ...others]}
              day={day}
              hosts={hosts}
              zone={zone}
              customer={entry.userId && (nameOf(entry.userId) ?? entry.userId)}
              login={(entry.userId && customers.get(entry.userId)?.username) || null}
            />,
            entry.userId ? (
              <CustomerLink key="customer" userId={entry.userId} name={nameOf(entry.userId)} numbered />
            ) : null,
            <Who key="who" name={entry.actorName} role={entry.actorRole} viewing={entry.viewing} />,
            <DayTime key="when" iso={entry.at} zone={zone} day={day} precise />,
            ...(hasAddresses ? [entry.address] : []),
          ],
        })),
      }))}
    />
  );
}

/** A code that is no outcome of the ledger is why it was refused. */
const lookOf = ({ outcome }: AuditEntry) =>
  outcomeLook(OPERATION_OUTCOMES.find((known) => known === outcome) ?? "refused");
