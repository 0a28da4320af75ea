import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChoice, FilterForm, FilterText } from "@/components/admin/filter-form";
import { ListSilence } from "@/components/admin/list-silence";
import { TasksTable } from "@/components/admin/operations/master-tables";
import { OperationsTabs } from "@/components/admin/operations/operations-tabs";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/current-viewer";
import {
  masterTasks,
  TASK_STATUSES,
  TASK_TYPES,
  type TaskFilter,
  taskFilterFrom,
} from "@/lib/fleet/operations/master-lists";
import { one, type Search } from "@/lib/fleet/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.tasks"))("title") };
}

/** The master is asked by the form alone: without a choice it may answer with all that ever was. */
export default async function MasterTasksPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const t = await getTranslations("fleet-operations");
  const filter = taskFilterFrom(search);
  return (
    <>
      <TopLine title={t("tasks.title")} above={{ href: "/admin/operations", title: t("title") }} />
      <div className="grid gap-4">
        <OperationsTabs current="tasks" />
        <div className="sheet">
          <section className="zone">
            <p className="mb-3 max-w-prose text-ink-2">{t("tasks.text")}</p>
            <Filters filter={filter} />
          </section>
          {one(search.ask) === "1" ? <Tasks filter={filter} zone={viewer.timeZone} /> : null}
        </div>
      </div>
    </>
  );
}

async function Filters({ filter }: { filter: TaskFilter }) {
  const t = await getTranslations("fleet-operations");
  const types = TASK_TYPES.map((code): [string, string] => [code, t(`task.type.${code}`)]);
  const statuses = TASK_STATUSES.map((code): [string, string] => [code, t(`task.status.${code}`)]);
  return (
    <FilterForm label={t("filter.label")} submit={t("filter.show")} clear={null}>
      <input type="hidden" name="ask" value="1" />
      <FilterText name="host" label={t("tasks.host")} value={filter.host} numeric />
      <FilterText name="node" label={t("tasks.node")} value={filter.node} numeric />
      <FilterChoice
        name="type"
        label={t("tasks.type")}
        all={t("filter.all")}
        value={filter.type}
        options={types}
      />
      <FilterChoice
        name="status"
        label={t("tasks.status")}
        all={t("filter.all")}
        value={filter.status}
        options={statuses}
      />
    </FilterForm>
  );
}

async function Tasks({ filter, zone }: { filter: TaskFilter; zone: string | null }) {
  const t = await getTranslations("fleet-operations");
  const answer = await masterTasks(filter);
  return (
    <section className="zone">
      {!answer.ok ? (
        <ListSilence
          fault={answer.fault}
          refused={(text) => t("fault.refused", { text })}
          silent={t("fault.silent")}
        />
      ) : answer.value.total === 0 ? (
        <EmptyState title={t("tasks.none")} text={t("tasks.noneText")} />
      ) : (
        <>
          {answer.value.total > answer.value.rows.length ? (
            <p className="mb-3 text-ink-2">
              {t("tasks.more", { total: answer.value.total, shown: answer.value.rows.length })}
            </p>
          ) : null}
          <TasksTable rows={answer.value.rows} zone={zone} />
        </>
      )}
    </section>
  );
}
