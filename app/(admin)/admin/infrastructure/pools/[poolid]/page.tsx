import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FactList } from "@/components/admin/fact-card";
import { FilterChoice, FilterForm, FilterText } from "@/components/admin/filter-form";
import { AddressesTable } from "@/components/admin/infrastructure/addresses-table";
import { UseOf } from "@/components/admin/infrastructure/pools-table";
import { ListSilence } from "@/components/admin/list-silence";
import { Pages } from "@/components/admin/pages";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import {
  ADDRESS_KINDS,
  type AddressFilter,
  addressFilterFrom,
  isFiltered,
} from "@/lib/fleet/infrastructure/place-filters";
import { ADDRESSES_A_PAGE, type PoolPage, readPool } from "@/lib/fleet/infrastructure/pools";
import { pageOf, type SearchParams, withSearch } from "@/lib/fleet/search-params";
import { parseRowId } from "@/lib/rstack/ids";

interface PoolPageProps {
  params: Promise<{ poolid: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("infrastructure.pool"))("facts") };
}

export default async function OnePoolPage({ params, searchParams }: PoolPageProps) {
  await requireStaff();
  const poolId = parseRowId((await params).poolid);
  if (!poolId) {
    notFound();
  }
  const t = await getTranslations("infrastructure");
  const search = await searchParams;
  const filter = addressFilterFrom(search);
  const page = pageOf(search.page);
  const answer = await readPool(poolId, filter, page);
  if (answer.ok && !answer.value.pool && answer.value.use.total === 0) {
    notFound();
  }
  return (
    <>
      <TopLine
        title={(answer.ok && answer.value.pool?.name) || poolId}
        above={{ href: "/admin/infrastructure/pools", title: t("pools.title") }}
      />
      {answer.ok ? (
        <Pool poolId={poolId} filter={filter} page={page} found={answer.value} />
      ) : (
        <ListSilence
          fault={answer.fault}
          refused={(said) => t("fault.refused", { text: said })}
          silent={t("fault.silent")}
        />
      )}
    </>
  );
}

interface PoolProps {
  poolId: string;
  filter: AddressFilter;
  page: number;
  found: PoolPage;
}

async function Pool({ poolId, filter, page, found }: PoolProps) {
  const t = await getTranslations("infrastructure");
  const path = `/admin/infrastructure/pools/${poolId}`;
  const { pool, use } = found;
  return (
    <div className="sheet">
      <section className="card">
        <h2 className="mb-3">{t("pool.facts")}</h2>
        <FactList
          facts={[
            {
              name: t("column.use"),
              value: (
                <span className="pool-use">
                  <UseOf used={use.used} total={use.total} />
                </span>
              ),
            },
            { name: t("column.kind"), value: t(`pools.kinds.${pool?.kind ?? "unknown"}`) },
            { name: t("column.node"), value: pool?.nodeName ?? pool?.nodeId ?? t("unknown") },
            { name: t("column.gateway"), value: pool?.gateway ?? t("unknown") },
          ]}
        />
      </section>
      <section className="card">
        <FilterForm
          label={t("pool.addresses")}
          submit={t("pool.show")}
          clear={isFiltered(filter) ? { href: path, label: t("pool.clear") } : null}
        >
          <FilterText name="q" label={t("pool.search")} value={filter.q} />
          <FilterText name="remark" label={t("column.remark")} value={filter.remark} />
          <FilterChoice
            name="kind"
            label={t("column.kind")}
            all={t("nodes.all")}
            value={filter.kind}
            options={ADDRESS_KINDS.map((kind) => [kind, t(`pools.kinds.${kind}`)])}
          />
        </FilterForm>
      </section>
      <section className="card">
        <h2 className="mb-3">
          {t("pool.addresses")} <small>{found.found}</small>
        </h2>
        {found.found === 0 ? (
          <EmptyState
            title={t(isFiltered(filter) ? "pool.noMatch" : "pool.none")}
            text={t(isFiltered(filter) ? "pool.noMatchText" : "pool.noneText")}
          />
        ) : (
          <AddressesTable addresses={found.addresses} />
        )}
        <Pages
          page={page}
          pages={Math.ceil(found.found / ADDRESSES_A_PAGE)}
          hrefOf={(n) => withSearch(path, { ...filter, page: String(n) })}
        />
      </section>
    </div>
  );
}
