import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChoice, FilterForm, FilterText } from "@/components/admin/filter-form";
import { ListSilence } from "@/components/admin/list-silence";
import { BackupsTable } from "@/components/admin/operations/master-tables";
import { OperationsTabs } from "@/components/admin/operations/operations-tabs";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/current-viewer";
import {
  BACKUP_KINDS,
  type BackupFilter,
  backupFilterFrom,
  masterBackups,
} from "@/lib/fleet/operations/master-lists";
import { one, type Search } from "@/lib/fleet/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.backups"))("title") };
}

/** The master is asked by the form alone: without a choice it may answer with all that ever was. */
export default async function MasterBackupsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const t = await getTranslations("fleet-operations");
  const filter = backupFilterFrom(search);
  return (
    <>
      <TopLine title={t("backups.title")} above={{ href: "/admin/operations", title: t("title") }} />
      <div className="grid gap-4">
        <OperationsTabs current="backups" />
        <div className="sheet">
          <section className="zone">
            <p className="mb-3 max-w-prose text-ink-2">{t("backups.text")}</p>
            <Filters filter={filter} />
          </section>
          {one(search.ask) === "1" ? <Backups filter={filter} zone={viewer.timeZone} /> : null}
        </div>
      </div>
    </>
  );
}

async function Filters({ filter }: { filter: BackupFilter }) {
  const t = await getTranslations("fleet-operations");
  return (
    <FilterForm label={t("filter.label")} submit={t("filter.show")} clear={null}>
      <input type="hidden" name="ask" value="1" />
      <FilterText name="host" label={t("backups.host")} value={filter.host} numeric />
      <FilterText name="customer" label={t("backups.customer")} value={filter.customer} />
      <FilterChoice
        name="kind"
        label={t("backups.kind")}
        all={t("filter.all")}
        value={filter.kind}
        options={BACKUP_KINDS.map((kind) => [kind, t(`backup.${kind}`)])}
      />
    </FilterForm>
  );
}

async function Backups({ filter, zone }: { filter: BackupFilter; zone: string | null }) {
  const t = await getTranslations("fleet-operations");
  const answer = await masterBackups(filter);
  return (
    <section className="zone">
      {!answer.ok ? (
        <ListSilence
          fault={answer.fault}
          refused={(text) => t("fault.refused", { text })}
          silent={t("fault.silent")}
        />
      ) : answer.value.total === 0 ? (
        <EmptyState title={t("backups.none")} text={t("backups.noneText")} />
      ) : (
        <>
          {answer.value.total > answer.value.rows.length ? (
            <p className="mb-3 text-ink-2">
              {t("backups.more", { total: answer.value.total, shown: answer.value.rows.length })}
            </p>
          ) : null}
          <BackupsTable rows={answer.value.rows} zone={zone} />
        </>
      )}
    </section>
  );
}
