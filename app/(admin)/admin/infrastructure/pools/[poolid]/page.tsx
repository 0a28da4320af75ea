import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AddressesTable } from "@/components/admin/infrastructure/addresses-table";
import { PoolHead } from "@/components/admin/infrastructure/pool-head";
import { FilterBar } from "@/components/admin/lists/filter-bar";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { Pages } from "@/components/admin/lists/pages";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { addressRuns } from "@/lib/fleet/infrastructure/address-runs";
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

/** By its id: the name would have to be asked for. */
export async function generateMetadata({ params }: PoolPageProps): Promise<Metadata> {
  const t = await getTranslations("infrastructure.pool");
  return { title: [t("facts"), parseRowId((await params).poolid)].filter(Boolean).join(" ") };
}

export default async function OnePoolPage({ params, searchParams }: PoolPageProps) {
  const viewer = await requireStaff();
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
        above={{ href: "/admin/infrastructure/pools", title: t("title") }}
      />
      {answer.ok ? (
        <Pool
          poolId={poolId}
          filter={filter}
          page={page}
          found={answer.value}
          creates={viewer.role === "admin"}
        />
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
  creates: boolean;
}

async function Pool({ poolId, filter, page, found, creates }: PoolProps) {
  const t = await getTranslations("infrastructure");
  const path = `/admin/infrastructure/pools/${poolId}`;
  const { pool, use, range } = found;
  const owners = found.addresses.flatMap(({ owner }) => owner ?? []);
  const names = await namesOf(owners);
  wantNames(owners, names);
  const chip = (name: string, kind: string, value: string | null) => (value ? [{ name, kind, value }] : []);
  return (
    <div className="sheet">
      <PoolHead poolId={poolId} pool={pool} use={use} range={range} creates={creates} />
      <section className="card border-line border-t p-0" aria-label={t("pool.addresses")}>
        <FilterBar
          path={path}
          chosen={{ ...filter }}
          search={{ label: t("pool.search"), placeholder: t("pool.search") }}
          chips={[
            ...chip("q", t("column.address"), filter.q),
            ...chip("remark", t("column.remark"), filter.remark),
            ...chip("kind", t("column.kind"), filter.kind && t(`pools.kinds.${filter.kind}`)),
          ]}
          fields={
            <>
              <TextField
                name="remark"
                label={t("column.remark")}
                defaultValue={filter.remark ?? ""}
                maxLength={64}
              />
              <SelectField
                name="kind"
                label={t("column.kind")}
                value={filter.kind}
                options={[
                  ["", t("nodes.all")],
                  ...ADDRESS_KINDS.map((kind): [string, string] => [kind, t(`pools.kinds.${kind}`)]),
                ]}
              />
            </>
          }
        >
          {/* How many there are in all stands in the head. */}
          {isFiltered(filter) && found.found > 0 ? t("pool.count", { count: found.found }) : null}
        </FilterBar>
        {found.found === 0 ? (
          <div className="px-4 pb-4 md:px-6">
            <EmptyState
              icon={isFiltered(filter) ? "search" : undefined}
              shape="tray"
              title={t(isFiltered(filter) ? "pool.noMatch" : "pool.none")}
              text={t(isFiltered(filter) ? "pool.noMatchText" : "pool.noneText")}
            >
              {isFiltered(filter) ? <ButtonLink href={path}>{t("clear")}</ButtonLink> : null}
            </EmptyState>
          </div>
        ) : (
          <AddressesTable runs={addressRuns(found.addresses)} names={names} />
        )}
      </section>
      <Pages
        page={page}
        pages={Math.ceil(found.found / ADDRESSES_A_PAGE)}
        hrefOf={(n) => withSearch(path, { ...filter, page: String(n) })}
      />
    </div>
  );
}
