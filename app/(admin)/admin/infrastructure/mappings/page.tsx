import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KindChoice } from "@/components/admin/infrastructure/kind-choice";
import { MAPPING_ICONS, MappingsTable } from "@/components/admin/infrastructure/mappings-table";
import { CustomerField, HostField, NodeField } from "@/components/admin/lists/master-fields";
import { MasterListPage } from "@/components/admin/lists/master-list";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import {
  countMappings,
  MAPPING_KINDS,
  type MappingFilter,
  mappingFilterFrom,
  masterMappings,
  pageHrefOf,
} from "@/lib/fleet/operations/master-lists";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";

const PATH = "/admin/infrastructure/mappings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.mappings"))("title") };
}

/** Who has a domain, an address or a port. */
export default async function MasterMappingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff();
  const search = await searchParams;
  const filter = mappingFilterFrom(search);
  const page = pageOf(search.page);
  const [answer, counts, nodes, t] = await Promise.all([
    masterMappings(filter, page),
    countMappings(filter),
    nodeNames(),
    getTranslations("fleet-operations"),
  ]);
  const { domain, ip, host, customer, node } = filter;
  const port = filter.port === null ? null : String(filter.port);
  const chosen = { ...filter, port };
  const chip = (name: string, what: string, value: string | null) =>
    value ? [{ name, kind: what, value }] : [];
  return (
    <MasterListPage
      list="mappings"
      path={PATH}
      chosen={chosen}
      beside={
        <KindChoice
          path={PATH}
          label={t("mappings.title")}
          all={t("filter.all")}
          chosen={chosen}
          kinds={MAPPING_KINDS.map((kind) => ({
            kind,
            word: t(`mappings.kinds.${kind}`),
            icon: MAPPING_ICONS[kind],
          }))}
          counts={counts}
        />
      }
      chips={[
        ...chip("domain", t("column.domain"), domain),
        ...chip("ip", t("mappings.ip"), ip),
        ...chip("port", t("mappings.port"), port),
        ...chip("host", t("filter.host"), host),
        ...chip("customer", t("filter.customer"), customer),
        ...chip("node", t("tasks.node"), node && (nodes.get(node) ?? node)),
      ]}
      about={null}
      fields={<Fields filter={filter} nodes={nodes} />}
      answer={answer}
      table={(shown) => <MappingsTable shown={shown} />}
      page={page}
      hrefOf={pageHrefOf(PATH, search)}
    />
  );
}

async function Fields({ filter, nodes }: { filter: MappingFilter; nodes: Map<string, string> }) {
  const t = await getTranslations("fleet-operations");
  return (
    <>
      <SelectField
        name="kind"
        label={t("column.kind")}
        value={filter.kind}
        options={[
          ["", t("filter.all")],
          ...MAPPING_KINDS.map((kind): [string, string] => [kind, t(`mapping.${kind}`)]),
        ]}
      />
      <TextField name="domain" label={t("column.domain")} defaultValue={filter.domain ?? ""} maxLength={64} />
      <TextField name="ip" label={t("mappings.ip")} defaultValue={filter.ip ?? ""} maxLength={64} />
      <TextField
        name="port"
        label={t("mappings.port")}
        defaultValue={filter.port === null ? "" : String(filter.port)}
        maxLength={5}
        inputMode="numeric"
      />
      <HostField value={filter.host} />
      <CustomerField value={filter.customer} />
      <NodeField value={filter.node} nodes={nodes} />
    </>
  );
}
