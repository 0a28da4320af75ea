import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { HostLink } from "@/components/admin/host-link";
import { outcomeLook } from "@/components/hosts/host-look";
import { Link } from "@/components/ui/link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { TableCard } from "@/components/ui/list/table-card";
import { Mark } from "@/components/ui/mark";
import { Secret } from "@/components/ui/secret";
import type { PastView } from "@/lib/accounts/sessions/views";
import type { CustomerOperation } from "@/lib/fleet/customers/customer-page";
import type { OperationOutcome } from "@/lib/operations/operation-view";

interface CustomerHistoryProps {
  userId: string;
  operations: CustomerOperation[];
  views: PastView[];
  zone: string | null;
}

/** What was done to their hosts lately, and who looked through their eyes. */
export function CustomerHistory({ userId, operations, views, zone }: CustomerHistoryProps) {
  const t = useTranslations("customers.page");
  const o = useTranslations("operations");
  const f = useTranslations("fleet-operations");
  const a = useTranslations("audit.column");
  const outcomeWord = (outcome: OperationOutcome) =>
    outcome === "open" || outcome === "checking"
      ? o(outcome === "open" ? "recent.in-progress" : "recent.checking")
      : o(`outcome.${outcome}`);
  return (
    <>
      <TableCard
        title={t("operations")}
        aside={
          <Link href={`/admin/operations?customer=${encodeURIComponent(userId)}`}>{o("recent.all")}</Link>
        }
      >
        {operations.length === 0 ? (
          <p className="pb-5 text-ink-2">{t("noOperations")}</p>
        ) : (
          <ListTable
            wide
            label={t("operations")}
            columns={[
              { name: o("column.what"), phone: "left", percent: 25 },
              { name: o("column.outcome"), phone: "right", percent: 20 },
              { name: o("column.host"), phone: "left", percent: 20 },
              { name: o("column.who"), className: "max-wide:hidden" },
              { name: o("column.when"), phone: "right", percent: 15 },
            ]}
            rows={operations.map(({ operation, vmId, hostName, cause }) => ({
              key: operation.id,
              cells: [
                <span key="what">
                  <RowLink href={`/admin/operations/${operation.id}`}>
                    {[o(`kind.${operation.kind}`), operation.subject].filter(Boolean).join(" · ")}
                  </RowLink>
                  {operation.refusal ? <small className="block">{operation.refusal}</small> : null}
                </span>,
                <Mark
                  key="outcome"
                  {...outcomeLook(operation.outcome)}
                  word={outcomeWord(operation.outcome)}
                  note={cause ? f(`cause.${cause}`) : null}
                />,
                <HostLink key="host" vmId={vmId} name={hostName} />,
                <Secret key="who">{operation.actorName ?? o("recent.you")}</Secret>,
                <OwnTime key="when" iso={operation.startedAt} zone={zone} brief />,
              ],
            }))}
          />
        )}
      </TableCard>
      <TableCard title={t("supportAccess")}>
        {views.length === 0 ? (
          <p className="pb-5 text-ink-2">{t("noSupportAccess")}</p>
        ) : (
          <ListTable
            wide
            label={t("supportAccess")}
            columns={[
              { name: o("column.who"), phone: "left", percent: 25 },
              { name: o("column.why"), phone: "left" },
              { name: a("began"), phone: "right", percent: 15 },
              { name: a("ended"), phone: "line", labelled: true, percent: 15 },
            ]}
            rows={views.map((view) => ({
              key: view.id,
              cells: [
                <span key="who">
                  <Secret>{view.staffName}</Secret>{" "}
                  <small>{view.changesAllowed ? t("changes") : t("readOnly")}</small>
                </span>,
                <Secret key="why">{view.reason}</Secret>,
                <OwnTime key="when" iso={view.startedAt.toISOString()} zone={zone} brief />,
                view.endedAt ? (
                  <OwnTime key="ended" iso={view.endedAt.toISOString()} zone={zone} brief />
                ) : (
                  <span key="ended">{o("recent.in-progress")}</span>
                ),
              ],
            }))}
          />
        )}
      </TableCard>
    </>
  );
}
