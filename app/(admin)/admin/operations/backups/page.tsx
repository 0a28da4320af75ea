import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChoice, FilterText } from "@/components/admin/filter-form";
import { MasterAnswer, MasterListPage } from "@/components/admin/operations/master-list";
import { BackupsTable } from "@/components/admin/operations/master-tables";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import {
  BACKUP_KINDS,
  type BackupFilter,
  backupFilterFrom,
  masterBackups,
  pageHrefOf,
} from "@/lib/fleet/operations/master-lists";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.backups"))("title") };
}

export default async function MasterBackupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const filter = backupFilterFrom(search);
  return (
    <MasterListPage list="backups" filters={<Filters filter={filter} />}>
      {one(search.ask) === "1" ? <Backups filter={filter} search={search} zone={viewer.timeZone} /> : null}
    </MasterListPage>
  );
}

async function Filters({ filter }: { filter: BackupFilter }) {
  const t = await getTranslations("fleet-operations");
  return (
    <>
      <FilterText name="host" label={t("backups.host")} value={filter.host} numeric />
      <FilterText name="customer" label={t("backups.customer")} value={filter.customer} />
      <FilterChoice
        name="kind"
        label={t("backups.kind")}
        all={t("filter.all")}
        value={filter.kind}
        options={BACKUP_KINDS.map((kind) => [kind, t(`backup.${kind}`)])}
      />
      <FilterText name="name" label={t("column.name")} value={filter.name} />
      <FilterChoice
        name="finished"
        label={t("column.status")}
        all={t("filter.all")}
        value={filter.isFinished ? "1" : null}
        options={[["1", t("backups.done")]]}
      />
    </>
  );
}

async function Backups({
  filter,
  search,
  zone,
}: {
  filter: BackupFilter;
  search: SearchParams;
  zone: string | null;
}) {
  const answer = await masterBackups(filter, pageOf(search.page));
  return (
    <MasterAnswer
      list="backups"
      page={pageOf(search.page)}
      hrefOf={pageHrefOf("backups", search)}
      answer={answer}
      table={(rows) => <BackupsTable rows={rows} zone={zone} />}
    />
  );
}
