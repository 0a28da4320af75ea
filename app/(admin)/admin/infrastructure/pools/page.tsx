import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChoice, FilterForm, FilterText } from "@/components/admin/filter-form";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { PoolsTable } from "@/components/admin/infrastructure/pools-table";
import { ListSilence } from "@/components/admin/list-silence";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { isFiltered, POOL_KINDS, poolFilterFrom } from "@/lib/fleet/infrastructure/place-filters";
import { readPools } from "@/lib/fleet/infrastructure/pools";
import type { SearchParams } from "@/lib/fleet/search-params";

const PATH = "/admin/infrastructure/pools";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("infrastructure.pools"))("title") };
}

export default async function PoolsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff();
  const t = await getTranslations("infrastructure");
  const filter = poolFilterFrom(await searchParams);
  const pools = await readPools(filter);
  const none = filter.ip ? "noMatch" : isFiltered(filter) ? "noneSuch" : "none";
  return (
    <>
      <TopLine title={t("pools.title")} above={{ href: "/admin/infrastructure", title: t("title") }} />
      <div className="grid gap-4">
        <InfrastructureTabs current="pools" />
        <div className="sheet">
          <section className="card">
            <FilterForm
              label={t("pools.title")}
              submit={t("pools.show")}
              clear={isFiltered(filter) ? { href: PATH, label: t("pools.clear") } : null}
            >
              <FilterText name="ip" label={t("pools.find")} value={filter.ip} />
              <FilterText name="name" label={t("pools.name")} value={filter.name} />
              <FilterText name="node" label={t("pools.node")} value={filter.node} numeric />
              <FilterChoice
                name="kind"
                label={t("column.kind")}
                all={t("nodes.all")}
                value={filter.kind}
                options={POOL_KINDS.map((kind) => [kind, t(`pools.kinds.${kind}`)])}
              />
            </FilterForm>
          </section>
          <section className="card">
            {!pools.ok ? (
              <ListSilence
                fault={pools.fault}
                refused={(text) => t("fault.refused", { text })}
                silent={t("fault.silent")}
              />
            ) : pools.value.length === 0 ? (
              <EmptyState title={t(`pools.${none}`)} text={t(`pools.${none}Text`)} />
            ) : (
              <PoolsTable pools={pools.value} />
            )}
          </section>
        </div>
      </div>
    </>
  );
}
