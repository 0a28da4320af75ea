import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { Table, type TableRow } from "@/components/ui/list/table";
import { Toolbar } from "@/components/ui/list/toolbar";
import { one, type SearchParams, withSearch } from "@/lib/fleet/search-params";
import { PageMessages } from "@/lib/i18n/page-messages";
import type { HrefOf, ListDefinition, ListView, RouteParams } from "./define-list";

interface ListPageProps {
  searchParams: Promise<SearchParams>;
  params?: Promise<RouteParams>;
}

/** A page's metadata: the list's title. */
export const listMetadata = (list: Pick<ListDefinition<object>, "title">) => async (): Promise<Metadata> => ({
  title: await list.title(),
});

/** The page of a list. */
export const listPage =
  <Query extends object>(list: ListDefinition<Query>) =>
  (props: ListPageProps) => <List list={list} {...props} titled />;

/** A list; `titled` where it is all of its page. */
export async function List<Query extends object>({
  list,
  searchParams,
  params,
  titled,
}: ListPageProps & { list: ListDefinition<Query>; titled?: boolean }) {
  const viewer = await list.viewer();
  const search = await searchParams;
  const query = list.parse(search, (await params) ?? {});
  const chosen = list.chosen(query);
  const path = typeof list.path === "string" ? list.path : list.path(query);
  const hrefOf: HrefOf = (change) => withSearch(path, { ...chosen, ...change });
  const view: ListView<never> = await list.read({ query, viewer, hrefOf });
  const open = one(search.open);
  const drawer = open && list.drawer ? await list.drawer(open, { query, viewer, hrefOf }) : null;
  const t = await getTranslations("words");
  const { around = (table) => table, segments, rows, above, below } = view;
  const title = await list.title();
  const csv = typeof list.csv === "function" ? list.csv(query) : list.csv ? `${path}/csv` : null;
  const file = csv && rows.length > 0 && (
    <ButtonLink href={withSearch(csv, chosen)} icon="download" variant="ghost" download>
      {t("csv")}
    </ButtonLink>
  );
  return (
    <PageMessages namespaces={view.namespaces ?? []}>
      <div className="flex flex-col gap-4" data-list={list.id}>
        {titled ? <TopLine title={view.heading ?? title} /> : null}
        {above}
        <Toolbar
          path={path}
          chosen={chosen}
          hrefOf={hrefOf}
          search={view.search}
          segments={
            segments && {
              label: segments.label,
              items: segments.items.map(({ value, count, ...segment }) => ({
                ...segment,
                ...(typeof count === "number" && { count }),
                href: hrefOf({ [segments.name]: value }),
                current: (chosen[segments.name] ?? null) === value,
              })),
            }
          }
          filters={view.filters}
          actions={
            file || view.actions ? (
              <>
                {file}
                {view.actions}
              </>
            ) : null
          }
        />
        {around(
          view.failed ? (
            <Failed fault={view.failed} href={hrefOf({})} />
          ) : rows.length === 0 ? (
            <Nothing view={view} chosen={chosen} path={path} />
          ) : (
            <Rows view={view} label={title} hrefOf={hrefOf} />
          ),
        )}
        {below}
        {drawer}
      </div>
    </PageMessages>
  );
}

interface RowsProps {
  view: ListView<never>;
  label: string;
  hrefOf: HrefOf;
}

async function Rows({ view, label, hrefOf }: RowsProps) {
  const { rows, rowKey, rowData, pick, order, groups } = view;
  const columns = view.columns.map(({ cell: _, sort, descends, ...column }) => {
    const isCurrent = sort !== undefined && order?.by === sort;
    const descending = isCurrent ? !order.descending : descends === true;
    return {
      ...column,
      ...(sort !== undefined &&
        order && {
          sort: {
            href: hrefOf({ sort: sort === order.usual ? null : sort, dir: descending ? "desc" : null }),
            order: isCurrent ? (order.descending ? ("descending" as const) : ("ascending" as const)) : null,
          },
        }),
    };
  });
  const draw = (row: never): TableRow => ({
    key: rowKey(row),
    cells: view.columns.map(({ cell }) => cell(row)),
    ...(rowData && { data: rowData(row) }),
    ...(pick && { pick: pick.row(row) }),
  });
  return (
    <Table
      label={label}
      columns={columns}
      {...(groups
        ? { groups: groups.map((group) => ({ ...group, rows: group.rows.map(draw) })) }
        : { rows: rows.map(draw) })}
      lead={view.lead === true}
      pick={pick?.all}
      bulk={view.bulk}
      foot={hasFoot(view) ? <Foot view={view} hrefOf={hrefOf} /> : null}
    />
  );
}

/** A list of one page by cursor says nothing there. */
const hasFoot = ({ page, foot }: ListView<never>): boolean =>
  Boolean(foot) || (page !== undefined && !("next" in page && page.isFirst && page.next === null));

async function Foot({ view: { page, foot }, hrefOf }: Omit<RowsProps, "label">) {
  const w = await getTranslations("words");
  const t = await getTranslations("list");
  if (!page) {
    return foot ?? null;
  }
  if ("next" in page) {
    return (
      <>
        {foot}
        {page.isFirst && !page.next ? null : (
          <nav aria-label={w("pages")} className="ml-auto flex gap-2">
            {page.isFirst ? null : <ButtonLink href={hrefOf({})}>{w("newest")}</ButtonLink>}
            {page.next ? <ButtonLink href={hrefOf({ after: page.next })}>{w("older")}</ButtonLink> : null}
          </nav>
        )}
      </>
    );
  }
  const { at, size, total } = page;
  const from = (at - 1) * size + 1;
  const hrefOfPage = (n: number) => hrefOf({ page: n > 1 ? String(n) : null });
  return (
    <>
      <span className="nums" role="status">
        {t("range", { from, to: Math.min(total, at * size), total })}
      </span>
      {foot}
      {total > size ? (
        <nav aria-label={w("pages")} className="ml-auto flex gap-2">
          {at > 1 ? <ButtonLink href={hrefOfPage(at - 1)}>{t("previous")}</ButtonLink> : null}
          {at * size < total ? <ButtonLink href={hrefOfPage(at + 1)}>{t("next")}</ButtonLink> : null}
        </nav>
      ) : null}
    </>
  );
}

const Box = ({
  title,
  text,
  children,
}: {
  title: string;
  text?: React.ReactNode;
  children?: React.ReactNode;
}) => (
  <section className="flex flex-col items-center gap-1 rounded-lg border border-line bg-card px-6 py-12 text-center max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
    <h2 className="font-medium text-14">{title}</h2>
    {text ? <p className="max-w-96 text-balance text-13 text-ink-2">{text}</p> : null}
    {children ? <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div> : null}
  </section>
);

/** None yet, or none that match: two things. */
async function Nothing({
  view,
  chosen,
  path,
}: { view: ListView<never> } & Record<"path", string> & { chosen: Record<string, string | null> }) {
  const w = await getTranslations("words");
  const t = await getTranslations("list");
  const { sort: _, dir: __, ...narrowing } = chosen;
  const source = view.segments?.isSource ? view.segments.name : null;
  if (!Object.entries(narrowing).some(([name, value]) => value && name !== source)) {
    const { title, text, action } = view.empty;
    return (
      <Box title={title} text={text}>
        {action}
      </Box>
    );
  }
  const text = chosen[view.search?.name ?? "q"];
  return (
    <Box
      title={view.noMatch?.title ?? (text ? w("noResultsFor", { text }) : t("noMatch"))}
      text={view.noMatch?.text}
    >
      <ButtonLink href={path}>{t("clear")}</ButtonLink>
      {view.noMatch?.action}
    </Box>
  );
}

async function Failed({ fault, href }: { fault: Parameters<typeof ListSilence>[0]["fault"]; href: string }) {
  const w = await getTranslations("words");
  const t = await getTranslations("list");
  return (
    <Box title={t("failed")} text={<ListSilence fault={fault} />}>
      <ButtonLink href={href} plainLink>
        {w("tryAgain")}
      </ButtonLink>
    </Box>
  );
}
