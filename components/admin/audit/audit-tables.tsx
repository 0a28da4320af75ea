import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import type { AuditEntry, ViewEntry } from "@/lib/fleet/audit/read-audit";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";
import { AuditFacts } from "./audit-facts";
import { useAuditAction, useAuditOutcome, useAuditSubject } from "./audit-words";

interface TableProps<Entry> {
  entries: Entry[];
  zone: string | null;
}

function Who({ name, role, viewing }: { name: string; role: string; viewing?: boolean }) {
  const t = useTranslations("audit");
  const known = role === "admin" || role === "support" || role === "customer" ? t(`role.${role}`) : role;
  return (
    <span>
      {name} <small>{viewing ? `${known}, ${t("viewing")}` : known}</small>
    </span>
  );
}

export function AuditTable({ entries, zone }: TableProps<AuditEntry>) {
  const t = useTranslations("audit");
  const action = useAuditAction();
  const outcome = useAuditOutcome();
  return (
    <ListTable
      label={t("tab.events")}
      dense
      columns={[
        t("column.when"),
        t("column.who"),
        t("column.action"),
        t("column.about"),
        t("column.outcome"),
        t("column.from"),
      ]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          <OwnTime key="when" iso={entry.at} zone={zone} />,
          <Who key="who" name={entry.actorName} role={entry.actorRole} viewing={entry.viewing} />,
          <span key="action" data-action={entry.action}>
            {entry.operation ? (
              <Link href={`/admin/operations/${entry.id}`} prefetch={false}>
                {action(entry.action)}
              </Link>
            ) : (
              action(entry.action)
            )}
          </span>,
          <About key="about" entry={entry} zone={zone} />,
          <span key="outcome" className={toneOf(entry)}>
            {outcome(entry)}
          </span>,
          entry.address ?? "–",
        ],
      }))}
    />
  );
}

/** What goes on is not amiss yet. */
const toneOf = ({ operation, outcome }: AuditEntry): string | undefined => {
  const isGoing = operation && (outcome === "open" || outcome === "checking");
  return outcome === "done" ? undefined : isGoing ? "text-busy-text" : "text-alert-text";
};

function About({ entry, zone }: { entry: AuditEntry; zone: string | null }) {
  const subject = useAuditSubject()(entry);
  return (
    <span className="audit-about">
      {entry.userId ? <CustomerLink userId={entry.userId} /> : null}
      {entry.vmId ? <HostLink vmId={entry.vmId} name={null} /> : null}
      {subject ? <span>{subject}</span> : null}
      {entry.detail ? <AuditFacts detail={entry.detail} subject={entry.subject} zone={zone} /> : null}
    </span>
  );
}

export function ViewsTable({ entries, zone }: TableProps<ViewEntry>) {
  const t = useTranslations("audit");
  return (
    <ListTable
      label={t("tab.views")}
      dense
      columns={[
        t("column.when"),
        t("column.who"),
        t("column.customer"),
        t("column.why"),
        t("column.could"),
        t("column.ended"),
      ]}
      rows={entries.map((view) => ({
        key: view.id,
        cells: [
          <OwnTime key="when" iso={view.startedAt} zone={zone} />,
          <Who key="who" name={view.staffName} role={view.staffRole} />,
          <span key="customer">
            <CustomerLink userId={view.userId} /> <small>{view.customerName}</small>
          </span>,
          view.reason,
          t(view.changesAt ? "changes" : "readOnly"),
          view.endedAt ? <OwnTime key="ended" iso={view.endedAt} zone={zone} /> : t("goingOn"),
        ],
      }))}
    />
  );
}
