import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import type { AuditEntry, ViewEntry } from "@/lib/fleet/audit/read-audit";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";
import {
  useAuditAction,
  useAuditField,
  useAuditOutcome,
  useAuditSubject,
  useAuditValue,
} from "./audit-words";

interface AuditFactsProps {
  /** JSON, as it was sent. */
  detail: string;
  /** Stands there already. */
  subject: string | null;
  zone: string | null;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What an entry tells beside its subject: a name and a value each. */
export function AuditFacts({ detail, subject, zone }: AuditFactsProps) {
  const named = useAuditField();
  const worded = useAuditValue();
  return factsOf(JSON.parse(detail))
    .filter(([, value]) => value !== "" && value !== subject)
    .map(([name, value]) => (
      <small key={name}>
        {named(name)} {MOMENT.test(value) ? <OwnTime iso={value} zone={zone} /> : worded(name, value)}
      </small>
    ));
}

/** Changes stand among the rest: what they are of has a name of its own. */
function factsOf(told: unknown): [string, string][] {
  const entries = typeof told === "object" && told !== null ? Object.entries(told) : [];
  return entries.flatMap(([name, value]): [string, string][] => {
    if (name === "changes") {
      return factsOf(value);
    }
    if (value === null || value === undefined) {
      return [];
    }
    return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
  });
}

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
  const isInProgress = operation && (outcome === "open" || outcome === "checking");
  return outcome === "done" ? undefined : isInProgress ? "text-busy-text" : "text-alert-text";
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
          view.endedAt ? <OwnTime key="ended" iso={view.endedAt} zone={zone} /> : t("in-progress"),
        ],
      }))}
    />
  );
}
