import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { NumberField } from "@/components/admin/hosts/number-field";
import { AreasTable } from "@/components/admin/infrastructure/areas-table";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { FilterBar } from "@/components/admin/lists/filter-bar";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { spaced } from "@/components/ui/spacing";
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
  const time = asOf && spaced(format.relativeTime(new Date(asOf), new Date()));
  const all: [string, string] = ["", t("nodes.all")];
  const areaNames = allAreas.map(({ id, name }): [string, string] => [id, name ?? id]);
  const gb = (figure: number | null) => (figure === null ? null : `${format.number(figure)} GB`);
  const chip = (name: string, kind: string, value: string | null | undefined) =>
    value ? [{ name, kind, value }] : [];
  const chosen = {
    q: filter.q,
    area: filter.area,
    state: filter.state,
    cores: textOf(filter.cores),
    memory: textOf(filter.memoryGb),
    disk: textOf(filter.diskGb),
    remark: filter.remark,
  };
  const count = areas.reduce((all, { nodes }) => all + nodes.length, 0);
  const bar = (
    <FilterBar
      path={PATH}
      chosen={chosen}
      search={{ label: t("nodes.search"), placeholder: t("nodes.placeholder"), live: true }}
      chips={[
        ...chip("area", t("nodes.area"), areaNames.find(([id]) => id === filter.area)?.[1] ?? filter.area),
        ...chip("state", t("column.state"), filter.state && t(`state.${filter.state}`)),
        ...chip("cores", t("nodes.minCores"), chosen.cores),
        ...chip("memory", t("nodes.minMemory"), gb(filter.memoryGb)),
        ...chip("disk", t("nodes.minDisk"), gb(filter.diskGb)),
        ...chip("remark", t("column.remark"), filter.remark),
      ]}
      fields={
        <>
          <SelectField
            name="area"
            label={t("nodes.area")}
            value={filter.area}
            options={[all, ...areaNames]}
          />
          <SelectField
            name="state"
            label={t("column.state")}
            value={filter.state}
            options={[all, ...NODE_STATES.map((state): [string, string] => [state, t(`state.${state}`)])]}
          />
          <NumberField name="cores" label={t("nodes.minCores")} value={filter.cores} />
          <NumberField name="memory" label={t("nodes.minMemory")} value={filter.memoryGb} unit="GB" />
          <NumberField name="disk" label={t("nodes.minDisk")} value={filter.diskGb} unit="GB" />
          <TextField
            name="remark"
            label={t("column.remark")}
            defaultValue={filter.remark ?? ""}
            maxLength={64}
          />
        </>
      }
    >
      {count > 0 ? (
        <span className="text-ink-2 text-13 max-md:hidden">{t("nodes.count", { count })}</span>
      ) : null}
    </FilterBar>
  );
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <InfrastructureTabs />
        {fault ? (
          <ListSilence
            fault={fault}
            refused={(text) => (time ? t("fault.refusedAsOf", { text, time }) : t("fault.refused", { text }))}
            silent={time ? t("fault.asOf", { time }) : t("fault.silent")}
          />
        ) : null}
        {areas.length > 0 ? (
          <div className="sheet">
            {bar}
            <AreasTable areas={areas} />
          </div>
        ) : fault ? null : (
          <div className="sheet">
            {bar}
            <section className="card">
              <EmptyState
                icon={isFiltered(filter) ? "search" : undefined}
                shape="tray"
                title={t(isFiltered(filter) ? "nodes.noMatch" : "nodes.none")}
                text={t(isFiltered(filter) ? "nodes.noMatchText" : "nodes.noneText")}
              >
                {isFiltered(filter) ? <ButtonLink href={PATH}>{t("clear")}</ButtonLink> : null}
              </EmptyState>
            </section>
          </div>
        )}
      </div>
    </>
  );
}

const textOf = (figure: number | null): string | null => (figure === null ? null : String(figure));
