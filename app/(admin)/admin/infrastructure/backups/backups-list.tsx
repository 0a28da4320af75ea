import { getFormatter, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { OwnTime } from "@/components/account/own-time";
import { KnownCustomer } from "@/components/admin/customer-link";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { RowLink } from "@/components/ui/list/table";
import { State } from "@/components/ui/state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import {
  BACKUP_KINDS,
  backupFilterFrom,
  countBackups,
  masterBackups,
  type NotedBackup,
} from "@/lib/fleet/operations/master-lists";
import { NO_ROWS, ROWS_A_PAGE } from "@/lib/fleet/operations/shown-rows";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { readSurvey } from "@/lib/fleet/survey/survey-record";

/** Snapshots and full backups of all hosts, as RStack lists them: one call a minute, whatever is looked for. */
export const backupsList = defineList({
  id: "backups",
  path: "/admin/infrastructure/backups",
  title: async () => (await getTranslations("words"))("snapshotsAndBackups"),
  viewer: requireStaff,
  parse: (search: SearchParams) => ({ filter: backupFilterFrom(search), page: pageOf(search.page) }),
  chosen: ({ filter: { isFinished, q, ...filter } }) => ({
    ...filter,
    q: q || null,
    finished: isFinished ? "1" : null,
  }),
  async read({ query: { filter, page }, viewer }): Promise<ListView<NotedBackup>> {
    const w = await getTranslations("words");
    const t = await getTranslations("fleet-operations");
    const format = await getFormatter();
    const [answer, counts, { survey }] = await Promise.all([
      masterBackups(filter, page),
      countBackups(filter),
      readSurvey(),
    ]);
    const { rows, total, customers } = answer.ok ? answer.value : NO_ROWS;
    return {
      rows,
      heading: w("infrastructure"),
      rowKey: ({ vmId, kind, name }) => [vmId, kind, name].join(" "),
      above: <InfrastructureTabs />,
      search: { label: w("search"), placeholder: t("backups.placeholder"), live: true },
      segments: {
        name: "kind",
        label: w("type"),
        items: [
          { value: null, label: w("all") },
          ...BACKUP_KINDS.map((kind) => ({
            value: kind,
            label: w(kind === "full" ? "fullBackups" : "snapshots"),
            count: counts?.[kind],
          })),
        ],
      },
      filters: [
        { name: "finished", label: w("status"), options: [["1", t("backups.done")]] },
        { name: "host", label: w("hostId"), input: { type: "number", max: 10 } },
        { name: "customer", label: w("customerNumber"), input: { type: "text" } },
        { name: "name", label: w("name"), input: { type: "text" } },
      ],
      columns: [
        {
          name: w("host"),
          phone: "title",
          width: "w-[20%]",
          // Without a host the name is all there is.
          cell: ({ vmId, hostName, name }) =>
            vmId === null ? (
              <span className="font-medium">{hostName ?? name}</span>
            ) : (
              <RowLink href={`/hosts/${vmId}/snapshots`}>{hostName ?? vmId}</RowLink>
            ),
        },
        {
          name: w("type"),
          phone: "sub",
          width: "w-[12%]",
          cell: ({ kind }) => <span className="text-ink-2">{kind ? t(`backup.${kind}`) : w("unknown")}</span>,
        },
        {
          name: w("name"),
          phone: "also",
          cell: ({ note, name }) => (
            <>
              {note}
              <span className={note ? "ml-2 text-12 text-ink-3" : undefined}>{name}</span>
            </>
          ),
        },
        {
          name: w("customer"),
          width: "w-[16%]",
          wide: true,
          cell: ({ owner }) => <KnownCustomer userId={owner} names={customers} />,
        },
        {
          name: t("column.created"),
          width: "w-[14%]",
          phone: "meta",
          cell: ({ createdAt }) =>
            createdAt && <OwnTime iso={createdAt.toISOString()} zone={viewer.timeZone} brief />,
        },
        {
          name: w("status"),
          width: "w-[12%]",
          wide: true,
          cell: ({ state }) => (
            <State sign={state === "done" ? "done" : state === "in-progress" ? "working" : "unknown"}>
              {state ? t(`backups.${state}`) : w("unknown")}
            </State>
          ),
        },
        ...(rows.some(({ sizeGb }) => sizeGb !== null)
          ? [
              {
                name: w("size"),
                align: "right" as const,
                width: "w-[9%]",
                cell: ({ sizeGb }: NotedBackup) =>
                  sizeGb === null
                    ? null
                    : format.number(sizeGb, { style: "unit", unit: "gigabyte", maximumFractionDigits: 1 }),
              },
            ]
          : []),
      ],
      page: { at: page, size: ROWS_A_PAGE, total },
      foot: <span>{t("backups.names", { zone: survey?.timeZone ?? "none" })}</span>,
      empty: { title: w("nothingYet") },
      failed: answer.ok ? undefined : answer.fault,
    };
  },
});
