import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MasterAnswer, MasterListPage } from "@/components/admin/operations/master-list";
import { MappingsTable } from "@/components/admin/operations/master-tables";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
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
      <TextField name="domain" label={t("column.domain")} defaultValue={filter.domain ?? ""} maxLength={64} />
      <TextField name="ip" label={t("mappings.ip")} defaultValue={filter.ip ?? ""} maxLength={64} />
      <TextField
        name="port"
        label={t("mappings.port")}
        defaultValue={filter.port ?? ""}
        maxLength={5}
        inputMode="numeric"
      />
      <TextField
        name="host"
        label={t("filter.host")}
        defaultValue={filter.host ?? ""}
        maxLength={64}
        inputMode="numeric"
      />
      <TextField
        name="customer"
        label={t("filter.customer")}
        defaultValue={filter.customer ?? ""}
        maxLength={64}
      />
      <TextField
        name="node"
        label={t("tasks.node")}
        defaultValue={filter.node ?? ""}
        maxLength={64}
        inputMode="numeric"
      />
      <SelectField
        name="kind"
        label={t("column.kind")}
        value={filter.kind}
        options={[
          ["", t("filter.all")],
          ...MAPPING_KINDS.map((kind): [string, string] => [kind, t(`mapping.${kind}`)]),
        ]}
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
