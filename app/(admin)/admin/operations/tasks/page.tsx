import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MasterAnswer, MasterListPage } from "@/components/admin/operations/master-list";
import { TasksTable } from "@/components/admin/operations/master-tables";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import {
  masterTasks,
  pageHrefOf,
  TASK_STATUSES,
  TASK_STEPS,
  TASK_TYPES,
  type TaskFilter,
  taskFilterFrom,
} from "@/lib/fleet/operations/master-lists";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.tasks"))("title") };
}

export default async function MasterTasksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const filter = taskFilterFrom(search);
  return (
    <MasterListPage list="tasks" filters={<Filters filter={filter} />}>
      {one(search.ask) === "1" ? <Tasks filter={filter} search={search} zone={viewer.timeZone} /> : null}
    </MasterListPage>
  );
}

async function Filters({ filter }: { filter: TaskFilter }) {
  const t = await getTranslations("fleet-operations");
  const types = TASK_TYPES.map((code): [string, string] => [code, t(`task.type.${code}`)]);
  const statuses = TASK_STATUSES.map((code): [string, string] => [code, t(`task.status.${code}`)]);
  return (
    <>
      <TextField
        name="host"
        label={t("tasks.host")}
        defaultValue={filter.host ?? ""}
        maxLength={64}
        inputMode="numeric"
      />
      <TextField
        name="hostName"
        label={t("tasks.hostName")}
        defaultValue={filter.hostName ?? ""}
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
        name="type"
        label={t("tasks.type")}
        value={filter.type}
        options={[["", t("filter.all")], ...types]}
      />
      <SelectField
        name="status"
        label={t("tasks.status")}
        value={filter.status}
        options={[["", t("filter.all")], ...statuses]}
      />
      <SelectField
        name="step"
        label={t("column.step")}
        value={filter.step}
        options={[
          ["", t("filter.all")],
          ...TASK_STEPS.map((code): [string, string] => [code, t(`task.step.${code}`)]),
        ]}
      />
    </>
  );
}

async function Tasks({
  filter,
  search,
  zone,
}: {
  filter: TaskFilter;
  search: SearchParams;
  zone: string | null;
}) {
  const answer = await masterTasks(filter, pageOf(search.page));
  return (
    <MasterAnswer
      list="tasks"
      page={pageOf(search.page)}
      hrefOf={pageHrefOf("tasks", search)}
      answer={answer}
      table={(rows) => <TasksTable rows={rows} zone={zone} />}
    />
  );
}
