import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { defineList, type HrefOf, type ListView } from "@/app/lists/define-list";
import {
  AboutCustomer,
  AboutHost,
  aboutOf,
  By,
  type Happened,
  Started,
  Took,
  What,
} from "@/components/admin/activity/activity-cells";
import { RefreshWhile } from "@/components/shell/refresh-while";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { hostNames } from "@/lib/fleet/audit/read-audit";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import type { SearchParams } from "@/lib/fleet/search-params";
import { countHeld } from "@/lib/operations/held";
import { resumeOperations } from "./actions";
import { activityDrawer } from "./activity-drawer";
import { activityFilters } from "./activity-filters";
import { type ActivityQuery, queryFrom, readSource, SOURCES, type Source } from "./activity-sources";

/** The files of sources that have one. They stand where they always stood: programs fetch them. */
const FILES: Record<Source, string | null> = {
  all: null,
  operations: "/admin/operations/csv",
  tasks: null,
  staff: "/admin/audit/csv",
  views: "/admin/audit/views/csv",
};

const SOURCE_WORDS = {
  all: "words.all",
  operations: "customers.timeline.operations",
  tasks: "words.rstackTasks",
  staff: "words.staff",
  views: "customers.timeline.views",
} as const;
const PLACEHOLDER = "fleet-operations.filter.placeholder";

/** What the panel wrote down (operations, what staff did, views) and what RStack says it does, from one source or all of the panel's. */
export const staffActivityList = defineList({
  id: "activity",
  path: "/admin/activity",
  title: async () => (await getTranslations("words"))("activity"),
  viewer: requireStaff,
  parse: (search: SearchParams) => queryFrom(search),
  chosen: ({ source, filter }) => ({ source: source === "all" ? null : source, ...filter }),
  csv: ({ source }) => FILES[source],
  drawer: (id, { query, viewer, hrefOf }) =>
    activityDrawer(id, query, viewer, hrefOf({ after: query.after, page: pageIn(query) })),
  async read({ query, viewer, hrefOf }): Promise<ListView<Happened>> {
    const { source } = query;
    const isAdmin = viewer.role === "admin";
    const w = await getTranslations("words");
    const root = await getTranslations();
    const [{ rows, top = [], page, fault }, filters, held] = await Promise.all([
      readSource(query, viewer),
      activityFilters(source),
      countHeld(),
    ]);
    const all = [...top, ...rows];
    const about = all.map((row) => aboutOf(row, { hosts: new Map() }));
    const owners = about.flatMap(({ customer }) => customer ?? []);
    const [customers, hosts] = await Promise.all([
      namesOf(owners),
      hostNames(about.flatMap(({ host }) => (host?.name === null ? [host.id] : []))),
    ]);
    wantNames(owners, customers);
    const names = { customers, hosts };
    return {
      rows: all,
      rowKey: ({ key }) => key,
      ...(top.length > 0 && {
        groups: [
          { title: w("inProgress"), rows: top },
          { title: w("older"), rows },
        ],
      }),
      lead: true,
      above: held > 0 ? <HeldNotice count={held} resume={isAdmin ? resumeOperations : null} /> : null,
      search: {
        label: w("search"),
        placeholder: root(
          source === "tasks" || source === "views" ? `staff-activity.placeholder.${source}` : PLACEHOLDER,
        ),
        live: true,
      },
      segments: {
        name: "source",
        label: w("source"),
        isSource: true,
        items: SOURCES.map((one) => ({ value: one === "all" ? null : one, label: root(SOURCE_WORDS[one]) })),
      },
      filters,
      columns: [
        {
          name: w("action"),
          phone: "title",
          cell: (row) => <What row={row} href={openOf(row, query, hrefOf)} />,
        },
        {
          name: w("host"),
          width: "w-[15%]",
          phone: "sub",
          cell: (row) => <AboutHost about={aboutOf(row, names)} />,
        },
        {
          name: w("customer"),
          width: "w-[14%]",
          phone: "also",
          cell: (row) => <AboutCustomer about={aboutOf(row, names)} names={names} />,
        },
        { name: w("by"), width: "w-[16%]", wide: true, cell: (row) => <By row={row} /> },
        ...(source === "all"
          ? [
              {
                name: w("source"),
                width: "w-[9%]",
                wide: true,
                cell: (row: Happened) => (
                  <span className="text-ink-2">{root(SOURCE_WORDS[sourceOf(row)])}</span>
                ),
              },
            ]
          : []),
        {
          name: w("started"),
          width: "w-32",
          align: "right",
          phone: "meta",
          cell: (row) => <Started row={row} zone={viewer.timeZone} />,
        },
        { name: w("took"), width: "w-20", align: "right", wide: true, cell: (row) => <Took row={row} /> },
      ],
      page,
      below: all.some(goesOn) ? <RefreshWhile /> : null,
      empty: { title: w("nothingYet") },
      failed: fault,
    };
  },
});

const pageIn = ({ source, page }: ActivityQuery) => (source === "tasks" && page > 1 ? String(page) : null);

const openOf = (row: Happened, query: ActivityQuery, hrefOf: HrefOf): string | null =>
  row.source === "tasks" && row.task.id === null
    ? null
    : hrefOf({ after: query.after, page: pageIn(query), open: row.key });

const sourceOf = (row: Happened): Source =>
  row.source === "staff" && row.event.operation ? "operations" : row.source;

const goesOn = (row: Happened): boolean =>
  row.source === "operations"
    ? /^(open|checking)$/.test(row.operation.operation.outcome)
    : row.source === "staff" && row.event.operation && /^(open|checking)$/.test(row.event.outcome);

interface HeldNoticeProps {
  count: number;
  /** Null for who may look but not resume. */
  resume: FormAction | null;
}

/** Operations that came with a restored backup. */
function HeldNotice({ count, resume }: HeldNoticeProps) {
  const t = useTranslations("fleet-operations.held");
  const w = useTranslations("words");
  return (
    <NoticeLine tone="busy">
      <span className="grid gap-2">
        <span>{t("text", { count })}</span>
        {resume ? (
          <Form action={resume}>
            <SubmitButton>{t("resume")}</SubmitButton>
          </Form>
        ) : (
          <span>{w("adminOnly")}</span>
        )}
      </span>
    </NoticeLine>
  );
}
