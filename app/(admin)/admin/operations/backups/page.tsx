import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MasterAnswer, MasterListPage } from "@/components/admin/operations/master-list";
import { BackupsTable } from "@/components/admin/operations/master-tables";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
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
      <TextField
        name="host"
        label={t("backups.host")}
        defaultValue={filter.host ?? ""}
        maxLength={64}
        inputMode="numeric"
      />
      <TextField
        name="customer"
        label={t("backups.customer")}
        defaultValue={filter.customer ?? ""}
        maxLength={64}
      />
      <SelectField
        name="kind"
        label={t("backups.kind")}
        value={filter.kind}
        options={[
          ["", t("filter.all")],
          ...BACKUP_KINDS.map((kind): [string, string] => [kind, t(`backup.${kind}`)]),
        ]}
      />
      <TextField name="name" label={t("column.name")} defaultValue={filter.name ?? ""} maxLength={64} />
      <SelectField
        name="finished"
        label={t("column.status")}
        value={filter.isFinished ? "1" : null}
        options={[
          ["", t("filter.all")],
          ["1", t("backups.done")],
        ]}
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
