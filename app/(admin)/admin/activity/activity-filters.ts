import { getTranslations } from "next-intl/server";
import { auditActionWord } from "@/components/admin/activity/audit-words";
import { TASK_STATUS_WORDS, TASK_WORDS } from "@/components/admin/activity/operation-words";
import type { ListFilter } from "@/components/ui/list/toolbar";
import { auditActions } from "@/lib/fleet/audit/read-audit";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import { OUTCOME_CHOICES, SINCES } from "@/lib/fleet/operations/ledger-filter";
import { TASK_STATES, TASK_STATUSES, TASK_STEPS, TASK_TYPES } from "@/lib/fleet/operations/master-lists";
import { LEDGER_KINDS } from "@/lib/operations/operation-view";
import type { Source } from "./activity-sources";

/** What each source can be narrowed by. */
export async function activityFilters(source: Source): Promise<ListFilter[]> {
  switch (source) {
    case "operations":
      return operationFilters();
    case "tasks":
      return taskFilters();
    default:
      return auditFilters(source !== "views");
  }
}

async function operationFilters(): Promise<ListFilter[]> {
  const t = await getTranslations("fleet-operations.filter");
  const w = await getTranslations("words");
  const operations = await getTranslations("operations");
  const outcome = (one: (typeof OUTCOME_CHOICES)[number]) =>
    one === "in-progress"
      ? w("inProgress")
      : one === "attention"
        ? w("failedOrUnconfirmed")
        : operations(`outcome.${one}`);
  return [
    {
      name: "outcome",
      label: w("result"),
      options: OUTCOME_CHOICES.map((one) => [one, outcome(one)] as const),
    },
    {
      name: "kind",
      label: w("type"),
      options: LEDGER_KINDS.map((one) => [one, operations(`kind.${one}`)] as const),
    },
    {
      name: "since",
      label: w("requested"),
      options: SINCES.map((one) => [one, t(`sinces.${one}`)] as const),
    },
    { name: "host", label: w("hostId"), input: { type: "number", max: 10 } },
    { name: "customer", label: w("customerNumber"), input: { type: "text" } },
    { name: "actor", label: w("by"), input: { type: "text" } },
  ];
}

async function taskFilters(): Promise<ListFilter[]> {
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-operations");
  const root = await getTranslations();
  const nodes = await nodeNames();
  return [
    {
      name: "show",
      label: w("result"),
      options: TASK_STATES.map((one) => [one, one === "attention" ? w("failed") : w("inProgress")] as const),
    },
    {
      name: "type",
      label: t("tasks.type"),
      options: TASK_TYPES.map((code) => [code, root(TASK_WORDS[code])] as const),
    },
    {
      name: "status",
      label: w("status"),
      options: TASK_STATUSES.map((code) => [code, root(TASK_STATUS_WORDS[code])] as const),
    },
    {
      name: "step",
      label: t("column.step"),
      options: TASK_STEPS.map((code) => [code, t(`task.step.${code}`)] as const),
    },
    { name: "node", label: w("node"), options: [...nodes] },
    { name: "host", label: w("hostId"), input: { type: "number", max: 10 } },
    { name: "hostName", label: w("hostName"), input: { type: "text" } },
  ];
}

async function auditFilters(withAction: boolean): Promise<ListFilter[]> {
  const t = await getTranslations("audit.filter");
  const w = await getTranslations("words");
  const [word, actions] = await Promise.all([auditActionWord(), withAction ? auditActions() : []]);
  return [
    ...(withAction
      ? [{ name: "action", label: w("action"), options: actions.map((key) => [key, word(key)] as const) }]
      : []),
    { name: "customer", label: w("customerNumber"), input: { type: "text" } },
    { name: "from", label: t("from"), input: { type: "date" } },
    { name: "to", label: t("to"), input: { type: "date" } },
  ];
}
