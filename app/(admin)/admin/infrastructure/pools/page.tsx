import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterForm, FilterText } from "@/components/admin/filter-form";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { PoolsTable } from "@/components/admin/infrastructure/pools-table";
import { ListSilence } from "@/components/admin/list-silence";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { readPools } from "@/lib/fleet/infrastructure/pools";
import { one, type SearchParams } from "@/lib/fleet/search-params";

const PATH = "/admin/infrastructure/pools";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("infrastructure.pools"))("title") };
}

export default async function PoolsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff();
  const t = await getTranslations("infrastructure");
  const ip =
    one((await searchParams).ip)
      .trim()
      .slice(0, 45) || null;
  const pools = await readPools(ip);
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
              clear={ip ? { href: PATH, label: t("pools.clear") } : null}
            >
              <FilterText name="ip" label={t("pools.find")} value={ip} />
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
              <EmptyState
                title={t(ip ? "pools.noMatch" : "pools.none")}
                text={t(ip ? "pools.noMatchText" : "pools.noneText")}
              />
            ) : (
              <PoolsTable pools={pools.value} />
            )}
          </section>
        </div>
      </div>
    </>
  );
}
