import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import type { PastView } from "@/lib/accounts/sessions/views";
import type { CustomerPage } from "@/lib/fleet/customers/customer-page";
import type { OperationOutcome } from "@/lib/operations/operation-view";

interface CustomerHistoryProps {
  operations: CustomerPage["operations"];
  views: PastView[];
  zone: string | null;
}

/** What was done to their hosts lately, and who looked through their eyes. */
export function CustomerHistory({ operations, views, zone }: CustomerHistoryProps) {
  const t = useTranslations("customers.page");
  const o = useTranslations("operations");
  const f = useTranslations("fleet-operations");
  const outcomeWord = (outcome: OperationOutcome) =>
    outcome === "open" || outcome === "checking"
      ? o(outcome === "open" ? "recent.in-progress" : "recent.checking")
      : o(`outcome.${outcome}`);
  return (
    <>
      <section className="card">
        <h2 className="mb-3">{t("operations")}</h2>
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
            rows={operations.map(({ operation, vmId, cause }) => ({
              key: operation.id,
              cells: [
                [o(`kind.${operation.kind}`), operation.subject].filter(Boolean).join(" · "),
                <Link key="host" href={`/hosts/${vmId}`} prefetch={false} className="mono">
                  {vmId}
                </Link>,
                <span key="outcome">
                  {outcomeWord(operation.outcome)}
                  {cause ? <small> {f(`cause.${cause}`)}</small> : null}
                </span>,
                operation.actorName ?? o("recent.you"),
                <OwnTime key="when" iso={operation.startedAt} zone={zone} />,
              ],
            }))}
          />
        )}
      </section>
      <section className="card">
        <h2 className="mb-3">{t("views")}</h2>
        {views.length === 0 ? (
          <p className="text-ink-2">{t("noViews")}</p>
        ) : (
          <ListTable
            label={t("views")}
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
      </section>
    </>
  );
}
