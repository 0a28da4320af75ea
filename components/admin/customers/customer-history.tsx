import { useNow, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { HostLink } from "@/components/admin/host-link";
import { outcomeLook } from "@/components/hosts/host-look";
import { Link } from "@/components/ui/link";
import { ListTable } from "@/components/ui/list/list-table";
import { TableCard } from "@/components/ui/list/table-card";
import { Mark } from "@/components/ui/mark";
import type { PastView } from "@/lib/accounts/sessions/views";
import type { CustomerOperation } from "@/lib/fleet/customers/customer-page";
import { isInProgress } from "@/lib/operations/operation-view";
import { ViewState } from "../audit/views-table";
import type { Day } from "../lists/by-day";
import { DayTime } from "../lists/day-time";
import { What } from "../operations/ledger-table";
import { useOutcomeWord, useTook } from "../operations/operation-words";

interface CustomerHistoryProps {
  userId: string;
  /** Newest first. */
  days: Day<CustomerOperation>[];
  views: PastView[];
  zone: string | null;
}

/** What was done to their hosts lately, and who looked through their eyes. */
export function CustomerHistory({ userId, days, views, zone }: CustomerHistoryProps) {
  const t = useTranslations("customers.page");
  const o = useTranslations("operations");
  const f = useTranslations("fleet-operations");
  const audit = useTranslations("audit");
  return (
    <>
      <TableCard
        title={t("operations")}
        aside={
          <Link href={`/admin/operations?customer=${encodeURIComponent(userId)}`}>{o("recent.all")}</Link>
        }
      >
        {days.length === 0 ? (
          <p className="pb-5 text-ink-2">{t("noOperations")}</p>
        ) : (
          <ListTable
            wide
            fixed
            label={t("operations")}
            columns={[
              { name: o("column.what"), phone: "left", percent: 25 },
              { name: f("column.status"), phone: "right", percent: 20 },
              { name: o("column.host"), phone: "left", percent: 20 },
              { name: o("column.who"), className: "max-lg:hidden", percent: 20 },
              { name: o("column.when"), phone: "right" },
            ]}
            groups={days.map(({ title, day, entries }) => ({
              title,
              rows: entries.map(({ operation, vmId, hostName, cause }) => ({
                key: operation.id,
                cells: [
                  <What key="what" operation={operation} cause={cause} />,
                  <Outcome key="outcome" {...operation} />,
                  <span key="host">
                    <HostLink vmId={vmId} name={hostName} />
                    <small className="phone-text">
                      {" · "}
                      {operation.actorName ?? o("recent.you")}
                    </small>
                  </span>,
                  <span key="who">
                    {operation.actorName ?? o("recent.you")}
                    {cause ? <small> {f("actor.opener")}</small> : null}
                  </span>,
                  <DayTime key="when" iso={operation.startedAt} zone={zone} day={day} />,
                ],
              })),
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
            // As above: what and why, how it stands, who, when.
            columns={[
              { name: o("column.why"), phone: "left", percent: 25 },
              { name: audit("column.state"), phone: "right", percent: 20 },
              { name: audit("column.could"), phone: "left", percent: 20 },
              { name: audit("column.who"), className: "max-lg:hidden", percent: 20 },
              { name: audit("column.began"), phone: "right" },
            ]}
            rows={views.map((view) => ({
              key: view.id,
              cells: [
                <b key="why">{view.reason}</b>,
                <ViewState
                  key="state"
                  view={{
                    startedAt: view.startedAt.toISOString(),
                    endedAt: view.endedAt?.toISOString() ?? null,
                  }}
                  zone={zone}
                />,
                <span key="could">
                  {audit(view.changesAllowed ? "changes" : "readOnly")}
                  {/* Where there is no column for it. */}
                  <small className="block lg:hidden">{view.staffName}</small>
                </span>,
                view.staffName,
                <OwnTime key="when" iso={view.startedAt.toISOString()} zone={zone} brief />,
              ],
            }))}
          />
        )}
      </TableCard>
    </>
  );
}

function Outcome({ outcome, startedAt, endedAt }: CustomerOperation["operation"]) {
  const word = useOutcomeWord();
  const took = useTook();
  const now = useNow();
  const until = isInProgress(outcome) ? now.toISOString() : outcome === "done" ? endedAt : null;
  return <Mark {...outcomeLook(outcome)} word={word(outcome)} note={until ? took(startedAt, until) : null} />;
}
