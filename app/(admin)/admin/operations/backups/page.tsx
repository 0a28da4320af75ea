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
} from "@/lib/fleet/operations/master-lists";
import { one, type SearchParams } from "@/lib/fleet/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.backups"))("title") };
}

export default async function MasterBackupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const filter = backupFilterFrom(search);
  return (
    <MasterListPage list="backups" filters={<Filters filter={filter} />}>
      {one(search.ask) === "1" ? <Backups filter={filter} zone={viewer.timeZone} /> : null}
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
    </>
  );
}

async function Backups({ filter, zone }: { filter: BackupFilter; zone: string | null }) {
  const answer = await masterBackups(filter);
  return (
    <MasterAnswer list="backups" answer={answer} table={(rows) => <BackupsTable rows={rows} zone={zone} />} />
  );
}
