import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChoice, FilterText } from "@/components/admin/filter-form";
import { MasterAnswer, MasterListPage } from "@/components/admin/operations/master-list";
import { MappingsTable } from "@/components/admin/operations/master-tables";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import {
  MAPPING_KINDS,
  type MappingFilter,
  mappingFilterFrom,
  masterMappings,
  pageHrefOf,
} from "@/lib/fleet/operations/master-lists";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.mappings"))("title") };
}

/** Who has a domain, an address or a port. */
export default async function MasterMappingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff();
  const search = await searchParams;
  const filter = mappingFilterFrom(search);
  return (
    <MasterListPage list="mappings" filters={<Filters filter={filter} />}>
      {one(search.ask) === "1" ? <Mappings filter={filter} search={search} /> : null}
    </MasterListPage>
  );
}

async function Filters({ filter }: { filter: MappingFilter }) {
  const t = await getTranslations("fleet-operations");
  return (
    <>
      <FilterText name="domain" label={t("column.domain")} value={filter.domain} />
      <FilterText name="ip" label={t("mappings.ip")} value={filter.ip} />
      <FilterText
        name="port"
        label={t("mappings.port")}
        value={filter.port === null ? null : String(filter.port)}
        numeric
      />
      <FilterText name="host" label={t("filter.host")} value={filter.host} numeric />
      <FilterText name="customer" label={t("filter.customer")} value={filter.customer} />
      <FilterText name="node" label={t("tasks.node")} value={filter.node} numeric />
      <FilterChoice
        name="kind"
        label={t("column.kind")}
        all={t("filter.all")}
        value={filter.kind}
        options={MAPPING_KINDS.map((kind) => [kind, t(`mapping.${kind}`)])}
      />
    </>
  );
}

async function Mappings({ filter, search }: { filter: MappingFilter; search: SearchParams }) {
  const answer = await masterMappings(filter, pageOf(search.page));
  return (
    <MasterAnswer
      list="mappings"
      page={pageOf(search.page)}
      hrefOf={pageHrefOf("mappings", search)}
      answer={answer}
      table={(rows) => <MappingsTable rows={rows} />}
    />
  );
}
