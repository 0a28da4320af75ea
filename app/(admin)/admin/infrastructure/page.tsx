import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { FilterChoice, FilterForm, FilterText } from "@/components/admin/filter-form";
import { AreaCards } from "@/components/admin/infrastructure/area-cards";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { ListSilence } from "@/components/admin/list-silence";
import { spaced } from "@/components/admin/use-ago";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { readNodes } from "@/lib/fleet/infrastructure/nodes";
import { isFiltered, NODE_STATES, nodeFilterFrom } from "@/lib/fleet/infrastructure/place-filters";
import type { SearchParams } from "@/lib/fleet/search-params";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("infrastructure"))("title") };
}

const PATH = "/admin/infrastructure";

export default async function InfrastructurePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff();
  await wantFleet();
  const filter = nodeFilterFrom(await searchParams);
  const t = await getTranslations("infrastructure");
  const format = await getFormatter();
  const { areas, allAreas, fault, asOf } = await readNodes(filter);
  const silent = asOf
    ? t("fault.asOf", { time: spaced(format.relativeTime(new Date(asOf), new Date())) })
    : t("fault.silent");
  const nodes = areas.flatMap((area) => area.nodes);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <InfrastructureTabs current="nodes" />
        <div className="sheet">
          <section className="card">
            <FilterForm
              label={t("nodes.title")}
              submit={t("pools.show")}
              clear={isFiltered(filter) ? { href: PATH, label: t("pools.clear") } : null}
            >
              <FilterChoice
                name="area"
                label={t("nodes.area")}
                all={t("nodes.all")}
                value={filter.area}
                options={allAreas.map(({ id, name }) => [id, name ?? id])}
              />
              <FilterChoice
                name="state"
                label={t("column.state")}
                all={t("nodes.all")}
                value={filter.state}
                options={NODE_STATES.map((state) => [state, t(`state.${state}`)])}
              />
              <FilterText name="cores" label={t("nodes.leastCores")} value={textOf(filter.cores)} numeric />
              <FilterText
                name="memory"
                label={t("nodes.leastMemory")}
                value={textOf(filter.memoryGb)}
                numeric
              />
              <FilterText name="disk" label={t("nodes.leastDisk")} value={textOf(filter.diskGb)} numeric />
              <FilterText name="remark" label={t("column.remark")} value={filter.remark} />
            </FilterForm>
          </section>
        </div>
        {fault ? (
          <ListSilence fault={fault} refused={(text) => t("fault.refused", { text })} silent={silent} />
        ) : null}
        {areas.length > 0 ? (
          <div className="sheet">
            <AreaCards areas={areas} />
            {nodes.some(({ freeCpuCores, maxCpuCores }) => freeCpuCores === null && maxCpuCores !== null) ? (
              <section className="card">
                <p className="max-w-prose text-xs text-ink-3">{t("nodes.maxcpu")}</p>
              </section>
            ) : null}
          </div>
        ) : fault ? null : (
          <EmptyState
            title={t(isFiltered(filter) ? "nodes.noMatch" : "nodes.none")}
            text={t(isFiltered(filter) ? "nodes.noMatchText" : "nodes.noneText")}
          />
        )}
      </div>
    </>
  );
}

const textOf = (figure: number | null): string | null => (figure === null ? null : String(figure));
