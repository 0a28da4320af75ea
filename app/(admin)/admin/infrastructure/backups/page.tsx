import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BACKUP_ICONS, BackupsTable } from "@/components/admin/infrastructure/backups-table";
import { KindChoice } from "@/components/admin/infrastructure/kind-choice";
import { CustomerField, HostField } from "@/components/admin/lists/master-fields";
import { MasterListPage } from "@/components/admin/lists/master-list";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import {
  BACKUP_KINDS,
  type BackupFilter,
  backupFilterFrom,
  countBackups,
  masterBackups,
  pageHrefOf,
} from "@/lib/fleet/operations/master-lists";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { readSurvey } from "@/lib/fleet/survey/survey-record";

const PATH = "/admin/infrastructure/backups";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.backups"))("title") };
}

export default async function MasterBackupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const filter = backupFilterFrom(search);
  const page = pageOf(search.page);
  const [answer, counts, { survey }, t] = await Promise.all([
    masterBackups(filter, page),
    countBackups(filter),
    readSurvey(),
    getTranslations("fleet-operations"),
  ]);
  const { isFinished, ...rest } = filter;
  const looksForName = filter.q !== "" || filter.name !== null;
  const chip = (name: string, kind: string, value: string | null) => (value ? [{ name, kind, value }] : []);
  const chosen = { ...rest, finished: isFinished ? "1" : null };
  return (
    <MasterListPage
      list="backups"
      path={PATH}
      chosen={chosen}
      beside={
        <KindChoice
          path={PATH}
          label={t("backups.title")}
          all={t("filter.all")}
          chosen={chosen}
          kinds={BACKUP_KINDS.map((kind) => ({
            kind,
            word: t(`backups.kinds.${kind}`),
            icon: BACKUP_ICONS[kind],
          }))}
          counts={counts}
        />
      }
      chips={[
        ...chip("finished", t("column.status"), isFinished ? t("backups.done") : null),
        ...chip("host", t("backups.host"), filter.host),
        ...chip("customer", t("backups.customer"), filter.customer),
        ...chip("name", t("column.name"), filter.name),
      ]}
      about={
        <span className={looksForName ? undefined : "max-md:hidden"}>
          {t("backups.names", { zone: survey?.timeZone ?? "none" })}
        </span>
      }
      fields={<Fields filter={filter} />}
      answer={answer}
      table={(shown) => <BackupsTable shown={shown} zone={viewer.timeZone} named={looksForName} />}
      page={page}
      hrefOf={pageHrefOf(PATH, search)}
    />
  );
}

async function Fields({ filter }: { filter: BackupFilter }) {
  const t = await getTranslations("fleet-operations");
  const all: [string, string] = ["", t("filter.all")];
  return (
    <>
      <SelectField
        name="kind"
        label={t("backups.kind")}
        value={filter.kind}
        options={[all, ...BACKUP_KINDS.map((kind): [string, string] => [kind, t(`backup.${kind}`)])]}
      />
      <SelectField
        name="finished"
        label={t("column.status")}
        value={filter.isFinished ? "1" : null}
        options={[all, ["1", t("backups.done")]]}
      />
      <HostField value={filter.host} />
      <CustomerField value={filter.customer} />
      <TextField name="name" label={t("column.name")} defaultValue={filter.name ?? ""} maxLength={64} />
    </>
  );
}
