import { useNow, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { outcomeLook } from "@/components/hosts/host-look";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { ViewEntry } from "@/lib/fleet/audit/read-audit";
import { customerHref } from "../customer-link";
import { useTook } from "../operations/operation-words";
import { Who } from "./audit-tables";

interface ViewsTableProps {
  entries: ViewEntry[];
  zone: string | null;
  /** Ends one that goes on; null for whoever may not. */
  stop: FormAction | null;
}

/** Whoever looked through a customer's eyes, and for how long. */
export function ViewsTable({ entries, zone, stop }: ViewsTableProps) {
  const t = useTranslations("audit");
  const stops = stop && entries.some(({ endedAt }) => endedAt === null) ? stop : null;
  return (
    <ListTable
      wide
      label={t("tab.views")}
      keysLast={stops !== null}
      columns={[
        { name: t("column.customer"), phone: "left", percent: 20 },
        { name: t("column.state"), phone: "right", percent: 20 },
        { name: t("column.could"), phone: "line", labelled: true, percent: 10 },
        { name: t("column.why"), phone: "line", labelled: true },
        { name: t("column.who"), phone: "line", labelled: true, percent: 15 },
        { name: t("column.began"), phone: "line", labelled: true, percent: 12 },
        ...(stops ? [{ name: t("column.end"), percent: 12 as const }] : []),
      ]}
      rows={entries.map((view) => ({
        key: view.id,
        cells: [
          <RowLink key="customer" href={customerHref(view.userId)}>
            {view.customerName}
            <small className="mono font-normal"> {view.userId}</small>
          </RowLink>,
          <ViewState key="state" view={view} zone={zone} />,
          t(view.changesAt ? "changes" : "readOnly"),
          view.reason,
          <Who key="who" name={view.staffName} role={view.staffRole} />,
          <OwnTime key="when" iso={view.startedAt} zone={zone} brief />,
          ...(stops
            ? [
                view.endedAt ? null : (
                  <Form key="end" action={stops}>
                    <input type="hidden" name="viewId" value={view.id} />
                    <SubmitButton aria-label={t("endNamed", { name: view.staffName })}>
                      {t("end")}
                    </SubmitButton>
                  </Form>
                ),
              ]
            : []),
        ],
      }))}
    />
  );
}

interface ViewStateProps {
  view: Pick<ViewEntry, "startedAt" | "endedAt">;
  zone: string | null;
}

/** Whether it goes on, and for how long it has or had. */
export function ViewState({ view: { startedAt, endedAt }, zone }: ViewStateProps) {
  const t = useTranslations("audit");
  const took = useTook();
  const now = useNow().toISOString();
  return endedAt === null ? (
    <Mark {...outcomeLook("open")} word={t("active")} note={took(startedAt, now)} />
  ) : (
    <span>
      {t("ended")}
      <small className="block">
        {t.rich("lastedUntil", {
          time: took(startedAt, endedAt),
          until: () => <OwnTime iso={endedAt} zone={zone} brief />,
        })}
      </small>
    </span>
  );
}
