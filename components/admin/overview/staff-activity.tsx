import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { withSearch } from "@/lib/fleet/search-params";
import { iconOf } from "../audit/action-icon";
import { useAuditAction, useAuditOutcome, useAuditSubject } from "../audit/audit-words";
import { customerHref } from "../customer-link";
import { useAgo } from "../use-ago";
import "@/components/ui/list/log.css";

interface StaffActivityProps {
  entries: AuditEntry[];
  /** What the panel keeps of the customers and hosts in these entries, by number. */
  customers: Map<string, CustomerName>;
  hosts: Map<string, string>;
  /** At most so many lines. */
  lines: number;
}

const NAMED = 2;

/** To what came of it, or whom it was about; else, and for several at once, to where all such entries are. */
const hrefOf = ({ id, action, operation, userId }: AuditEntry, others: AuditEntry[]): string =>
  others.length > 0 || !(operation || userId)
    ? withSearch("/admin/audit", { action })
    : operation
      ? `/admin/operations/${id}`
      : customerHref(userId ?? "");

/** The same thing, done again and again by one person, is one line. */
function runsOf(entries: AuditEntry[]): [AuditEntry, ...AuditEntry[]][] {
  const runs: [AuditEntry, ...AuditEntry[]][] = [];
  for (const entry of entries) {
    const [last] = runs.at(-1) ?? [];
    if (last?.action === entry.action && last.actorName === entry.actorName) {
      runs.at(-1)?.push(entry);
    } else {
      runs.push([entry]);
    }
  }
  return runs;
}

/** What staff did lately; the rest is in the audit. */
export function StaffActivity({ entries, customers, hosts, lines }: StaffActivityProps) {
  const t = useTranslations("staff-overview");
  const action = useAuditAction();
  const subject = useAuditSubject();
  const outcome = useAuditOutcome();
  const ago = useAgo();
  /** What is called as if it were done says so where it wasn't. */
  const endOf = (entry: AuditEntry) => (entry.outcome === "done" ? null : outcome(entry));
  /** Whose it was, where that is known: the list has a line for it, and no room for why. */
  const about = (entry: AuditEntry) => {
    const { userId, vmId } = entry;
    const known = userId === null ? undefined : customers.get(userId);
    return (vmId && (hosts.get(vmId) ?? vmId)) || known?.name || known?.username || userId || subject(entry);
  };
  const aboutAll = (run: AuditEntry[]) => {
    const named = [...new Set(run.flatMap((entry) => about(entry) ?? []))];
    const more = named.length - NAMED;
    return named.slice(0, NAMED).join(t("and")) + (more > 0 ? t("more", { count: more }) : "");
  };
  return (
    <section className="card staff-activity">
      <div className="line-head">
        <h2>{t("activity")}</h2>
        <Link href="/admin/audit">{t("audit")}</Link>
      </div>
      {entries.length === 0 ? (
        <p className="text-ink-2">{t("noActivity")}</p>
      ) : (
        <ul className="log staff-log">
          {runsOf(entries)
            .slice(0, lines)
            .map(([entry, ...others]) => (
              <li key={entry.id}>
                <Icon name={iconOf(entry)} small />
                <span>
                  <Link href={hrefOf(entry, others)}>{action(entry.action)}</Link>
                  {others.length > 0 ? ` ×${others.length + 1}` : null}{" "}
                  <small className="truncate">
                    {[aboutAll([entry, ...others]), entry.actorName, others.length === 0 && endOf(entry)]
                      .filter(Boolean)
                      .join(" · ")}
                  </small>
                </span>
                <time dateTime={entry.at}>{ago(entry.at, "narrow")}</time>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
