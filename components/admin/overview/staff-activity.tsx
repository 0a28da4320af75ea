import { useTranslations } from "next-intl";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Secret } from "@/components/ui/secret";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";
import { useAuditAction, useAuditSubject } from "../audit/audit-words";
import { useAgo } from "../use-ago";
import "@/components/ui/list/log.css";

/** What staff did lately; the rest is in the audit. */
export function StaffActivity({ entries }: { entries: AuditEntry[] }) {
  const t = useTranslations("staff-overview");
  const action = useAuditAction();
  const subject = useAuditSubject();
  const ago = useAgo();
  return (
    <section className="card">
      <div className="line-head">
        <h2>{t("activity")}</h2>
        <Link href="/admin/audit">{t("audit")}</Link>
      </div>
      {entries.length === 0 ? (
        <p className="text-ink-2">{t("noActivity")}</p>
      ) : (
        <ul className="log">
          {entries.map((entry) => (
            <li key={entry.id}>
              <Icon name={iconOf(entry)} small />
              <span>
                {entry.operation ? (
                  <Link href={`/admin/operations/${entry.id}`}>{action(entry.action)}</Link>
                ) : (
                  action(entry.action)
                )}{" "}
                <small>
                  <Secret>
                    {[subject(entry) ?? entry.userId ?? entry.vmId, entry.actorName]
                      .filter(Boolean)
                      .join(" · ")}
                  </Secret>
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

/** By the first of these that the action's name holds: what was done, and where it was made, changed or taken away. */
const ICONS: [RegExp, IconName][] = [
  [/^(view-|changes-allowed)/, "eye"],
  [/mailed|invited|mail-sent/, "mail"],
  [/factor|token|password|recovery|sessions|link-shown/, "padlock"],
  [/^lock|disabled|suspend/, "suspend"],
  [/^transfer|number-changed/, "swap"],
  [/deleted|removed|revoked|withdrawn|^delete|^remove/, "trash"],
  [/created|made|added|saved|^create|^add|announced|written/, "plus"],
  [/released|resumed|accepted|enabled|ended/, "check"],
];

const iconOf = ({ action, operation }: AuditEntry): IconName =>
  ICONS.find(([name]) => name.test(action))?.[1] ?? (operation ? "bolt" : "pencil");
