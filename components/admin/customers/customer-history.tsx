import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { HostLink } from "@/components/admin/host-link";
import { outcomeLook } from "@/components/hosts/host-look";
import { Card } from "@/components/ui/card";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
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
  const outcomeWord = (outcome: OperationOutcome) =>
    outcome === "open" || outcome === "checking"
      ? o(outcome === "open" ? "recent.in-progress" : "recent.checking")
      : o(`outcome.${outcome}`);
  return (
    <>
      <Card
        title={t("operations")}
        aside={
          <Link href={`/admin/operations?customer=${encodeURIComponent(userId)}`} prefetch={false}>
            {o("recent.all")}
          </Link>
        }
      >
        {operations.length === 0 ? (
          <p className="text-ink-2">{t("noOperations")}</p>
        ) : (
          <ListTable
            label={t("operations")}
            columns={[
              o("column.what"),
              o("column.host"),
              o("column.outcome"),
              o("column.who"),
              o("column.when"),
            ]}
            rows={operations.map(({ operation, vmId, hostName, cause }) => ({
              key: operation.id,
              cells: [
                <RowLink key="what" href={`/admin/operations/${operation.id}`}>
                  {[o(`kind.${operation.kind}`), operation.subject].filter(Boolean).join(" · ")}
                </RowLink>,
                <HostLink key="host" vmId={vmId} name={hostName} />,
                <Mark
                  key="outcome"
                  {...outcomeLook(operation.outcome)}
                  word={outcomeWord(operation.outcome)}
                  note={cause ? f(`cause.${cause}`) : null}
                />,
                operation.actorName ?? o("recent.you"),
                <OwnTime key="when" iso={operation.startedAt} zone={zone} />,
              ],
            }))}
          />
        )}
      </Card>
      <Card title={t("supportAccess")}>
        {views.length === 0 ? (
          <p className="text-ink-2">{t("noSupportAccess")}</p>
        ) : (
          <ListTable
            label={t("supportAccess")}
            columns={[o("column.who"), o("column.why"), o("column.when")]}
            rows={views.map((view) => ({
              key: view.id,
              cells: [
                <span key="who">
                  {view.staffName} <small>{view.changesAllowed ? t("changes") : t("readOnly")}</small>
                </span>,
                view.reason,
                <OwnTime key="when" iso={view.startedAt.toISOString()} zone={zone} />,
              ],
            }))}
          />
        )}
      </Card>
    </>
  );
}
