import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HostField, NodeField } from "@/components/admin/lists/master-fields";
import { MasterListPage } from "@/components/admin/lists/master-list";
import { QuickChoice } from "@/components/admin/operations/quick-choice";
import { taskGroups } from "@/components/admin/operations/task-groups";
import { TasksTable } from "@/components/admin/operations/tasks-table";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import {
  masterTasks,
  pageHrefOf,
  TASK_STATUSES,
  TASK_STEPS,
  TASK_TYPES,
  type TaskFilter,
  taskFilterFrom,
} from "@/lib/fleet/operations/master-lists";
import { pageOf, type SearchParams, withSearch } from "@/lib/fleet/search-params";

const PATH = "/admin/operations/tasks";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations.tasks"))("title") };
}

export default async function MasterTasksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const filter = taskFilterFrom(search);
  const page = pageOf(search.page);
  const [answer, nodes, t] = await Promise.all([
    masterTasks(filter, page),
    nodeNames(),
    getTranslations("fleet-operations"),
  ]);
  const tasks = answer.ok ? answer.value.rows : [];
  const { host, hostName, node, type, status, show, step } = filter;
  const groups = await taskGroups(tasks, viewer.timeZone, show !== null || status !== null);
  const chip = (name: string, kind: string, value: string | null) => (value ? [{ name, kind, value }] : []);
  return (
    <MasterListPage
      list="tasks"
      path={PATH}
      chosen={{ ...filter }}
      beside={
        answer.ok ? (
          <QuickChoice
            chosen={filter.show}
            wrong={t("tasks.failed")}
            counts={answer.value.counts}
            hrefOf={(show) => withSearch(PATH, { ...filter, show })}
          />
        ) : null
      }
      chips={[
        ...chip("type", t("tasks.type"), type && t(`task.type.${type}`)),
        ...chip("status", t("tasks.status"), status && t(`task.status.${status}`)),
        ...chip("step", t("column.step"), step && t(`task.step.${step}`)),
        ...chip("node", t("tasks.node"), node && (nodes.get(node) ?? node)),
        ...chip("host", t("filter.host"), host),
        ...chip("hostName", t("tasks.hostName"), hostName),
      ]}
      about={t("tasks.text")}
      fields={<Fields filter={filter} nodes={nodes} />}
      answer={answer}
      table={(shown) => <TasksTable groups={groups} shown={shown} zone={viewer.timeZone} />}
      page={page}
      hrefOf={pageHrefOf(PATH, search)}
    />
  );
}

async function Fields({ filter, nodes }: { filter: TaskFilter; nodes: Map<string, string> }) {
  const t = await getTranslations("fleet-operations");
  const all: [string, string] = ["", t("filter.all")];
  return (
    <>
      <SelectField
        name="type"
        label={t("tasks.type")}
        value={filter.type}
        options={[all, ...TASK_TYPES.map((code): [string, string] => [code, t(`task.type.${code}`)])]}
      />
      <SelectField
        name="status"
        label={t("tasks.status")}
        value={filter.status}
        options={[all, ...TASK_STATUSES.map((code): [string, string] => [code, t(`task.status.${code}`)])]}
      />
      <SelectField
        name="step"
        label={t("column.step")}
        value={filter.step}
        options={[all, ...TASK_STEPS.map((code): [string, string] => [code, t(`task.step.${code}`)])]}
      />
      <NodeField value={filter.node} nodes={nodes} />
      <HostField value={filter.host} />
      <TextField
        name="hostName"
        label={t("tasks.hostName")}
        defaultValue={filter.hostName ?? ""}
        maxLength={64}
      />
    </>
  );
}
