import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { PoolsTable } from "@/components/admin/infrastructure/pools-table";
import { FilterBar } from "@/components/admin/lists/filter-bar";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { KeyLink } from "@/components/ui/key-link";
import { spaced } from "@/components/ui/spacing";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { isFiltered, POOL_KINDS, poolFilterFrom } from "@/lib/fleet/infrastructure/place-filters";
import { type PoolView, readPools } from "@/lib/fleet/infrastructure/pools";
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
  const chip = (name: string, kind: string, value: string | null) => (value ? [{ name, kind, value }] : []);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <InfrastructureTabs current="pools" />
        <div className="sheet">
          <FilterBar
            path={PATH}
            chosen={{ ...filter }}
            search={{ label: t("pools.find"), placeholder: t("pools.placeholder"), name: "ip" }}
            chips={[
              ...chip("ip", t("column.address"), filter.ip),
              ...chip("name", t("pools.name"), filter.name),
              ...chip("node", t("pools.node"), filter.node),
              ...chip("kind", t("column.kind"), filter.kind && t(`pools.kinds.${filter.kind}`)),
            ]}
            fields={
              <>
                <TextField
                  name="name"
                  label={t("pools.name")}
                  defaultValue={filter.name ?? ""}
                  maxLength={64}
                />
                <TextField
                  name="node"
                  label={t("pools.node")}
                  defaultValue={filter.node ?? ""}
                  maxLength={10}
                  inputMode="numeric"
                />
                <SelectField
                  name="kind"
                  label={t("column.kind")}
                  value={filter.kind}
                  options={[
                    ["", t("nodes.all")],
                    ...POOL_KINDS.map((kind): [string, string] => [kind, t(`pools.kinds.${kind}`)]),
                  ]}
                />
              </>
            }
          >
            {pools.ok ? <OldestCount pools={pools.value} /> : null}
          </FilterBar>
          {pools.ok && pools.value.length > 0 ? (
            <PoolsTable pools={pools.value} />
          ) : (
            <section className="card">
              {pools.ok ? (
                <EmptyState
                  icon={isFiltered(filter) ? "search" : undefined}
                  shape="tray"
                  title={t(`pools.${none}`)}
                  text={t(`pools.${none}Text`)}
                >
                  {isFiltered(filter) ? <KeyLink href={PATH}>{t("clear")}</KeyLink> : null}
                </EmptyState>
              ) : (
                <ListSilence
                  fault={pools.fault}
                  refused={(text) => t("fault.refused", { text })}
                  silent={t("fault.silent")}
                />
              )}
            </section>
          )}
        </div>
      </div>
    </>
  );
}

/** When the pool was counted that waited longest, and that a visit counts; nothing where RStack itself says how full each is. */
async function OldestCount({ pools }: { pools: PoolView[] }) {
  const oldest = pools
    .flatMap(({ use }) => use?.countedAt ?? [])
    .toSorted()
    .at(0);
  if (oldest === undefined && pools.every(({ use }) => use !== null)) {
    return null;
  }
  const t = await getTranslations("infrastructure.pools");
  const format = await getFormatter();
  return (
    <>
      <span className="max-desk:hidden">{t("count", { count: pools.length })}</span>
      <span>
        {oldest === undefined
          ? t("uncounted")
          : t("counted", { time: spaced(format.relativeTime(new Date(oldest), new Date())) })}
      </span>
    </>
  );
}
