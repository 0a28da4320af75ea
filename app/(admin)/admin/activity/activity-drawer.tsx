import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import {
  AboutCustomer,
  AboutHost,
  aboutOf,
  By,
  type Happened,
  type KeptNames,
  signOfEvent,
  signOfTask,
} from "@/components/admin/activity/activity-cells";
import { useAuditFacts } from "@/components/admin/activity/audit-facts";
import { useAuditAction, useAuditOutcome, useAuditSubject } from "@/components/admin/activity/audit-words";
import { OperationDrawer } from "@/components/admin/activity/operation-drawer";
import { useTaskWords, useTook } from "@/components/admin/activity/operation-words";
import { keptName } from "@/components/admin/customer-link";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Drawer } from "@/components/ui/overlay/drawer";
import { DescriptionList, type NamedFact } from "@/components/ui/page/facts";
import { Badge, type Sign } from "@/components/ui/state";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import {
  type AuditEntry,
  hostNames,
  readAuditEvent,
  readOneView,
  type ViewEntry,
} from "@/lib/fleet/audit/read-audit";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import type { SeenTask } from "@/lib/fleet/operations/master-lists";
import { readLedgerDetail } from "@/lib/fleet/operations/one-operation";
import { uuidOf } from "@/lib/fleet/search-params";
import { releaseOperation, stopView } from "./actions";
import { type ActivityQuery, readSource } from "./activity-sources";

/** One row in full, whichever source it is of; null where there is no such row. */
export async function activityDrawer(
  open: string,
  query: ActivityQuery,
  viewer: Viewer,
  close: string,
): Promise<ReactNode | null> {
  const id = uuidOf(open);
  const zone = viewer.timeZone;
  const isAdmin = viewer.role === "admin";
  const detail = id && (await readLedgerDetail(id, viewer));
  if (detail) {
    const names = await namesOf([detail.owner]);
    return (
      <OperationDrawer
        detail={detail}
        customer={keptName(names, detail.owner) || detail.owner}
        zone={zone}
        close={close}
        release={isAdmin ? releaseOperation : null}
      />
    );
  }
  const row = id ? await recordOf(id) : await taskOf(open, query, viewer);
  if (!row) {
    return null;
  }
  const { host, customer } = aboutOf(row, { hosts: new Map() });
  const [customers, hosts, nodes] = await Promise.all([
    namesOf(customer ? [customer] : []),
    hostNames(host ? [host.id] : []),
    nodeNames(),
  ]);
  return (
    <RecordDrawer
      row={row}
      names={{ customers, hosts }}
      node={
        row.source === "tasks" && row.task.nodeId ? (nodes.get(row.task.nodeId) ?? row.task.nodeId) : null
      }
      zone={zone}
      close={close}
      stop={isAdmin ? stopView : null}
    />
  );
}

type Record = Exclude<Happened, { source: "operations" }>;

async function recordOf(id: string): Promise<Record | null> {
  const event = await readAuditEvent(id);
  if (event) {
    return { source: "staff", key: id, event };
  }
  const view = await readOneView(id);
  return view && { source: "views", key: id, view };
}

/** RStack's tasks are kept as they were listed: it isn't asked again. */
async function taskOf(id: string, query: ActivityQuery, viewer: Viewer): Promise<Record | null> {
  if (query.source !== "tasks") {
    return null;
  }
  const { rows } = await readSource(query, viewer);
  const row = rows.find(({ key }) => key === id);
  return row?.source === "tasks" ? row : null;
}

interface RecordDrawerProps {
  row: Record;
  names: KeptNames;
  /** Of the task. */
  node: string | null;
  zone: string | null;
  /** The list without it. */
  close: string;
  /** Ends a view that goes on; null for whoever may not. */
  stop: FormAction | null;
}

/** One entry of the audit, one view or one of RStack's tasks, in full. */
function RecordDrawer({ row, names, node, zone, close, stop }: RecordDrawerProps) {
  const t = useTranslations("words");
  const ofEvent = useEvent(zone);
  const ofView = useView(zone);
  const ofTask = useTask(zone, node);
  const { title, sign, word, facts, actions } =
    row.source === "staff"
      ? ofEvent(row.event)
      : row.source === "views"
        ? ofView(row.view, stop)
        : ofTask(row.task);
  const about = aboutOf(row, names);
  return (
    <Drawer title={title} badge={<Badge sign={sign}>{word}</Badge>} close={close} actions={actions}>
      <DescriptionList
        facts={[
          [t("host"), (about.host || about.hostText) && <AboutHost about={about} />],
          [t("customer"), about.customer && <AboutCustomer about={about} names={names} />],
          [t("by"), <By key="by" row={row} />],
          ...facts,
        ]}
      />
    </Drawer>
  );
}

interface Told {
  title: string;
  sign: Sign;
  word: string;
  facts: NamedFact[];
  actions?: ReactNode;
}

function useEvent(zone: string | null) {
  const w = useTranslations("words");
  const t = useTranslations("audit");
  const action = useAuditAction();
  const subject = useAuditSubject();
  const outcome = useAuditOutcome();
  const facts = useAuditFacts(zone);
  return (event: AuditEntry): Told => ({
    title: action(event.action),
    sign: signOfEvent(event),
    word: event.outcome === "done" ? w("done") : outcome(event),
    facts: [
      [t("column.about"), subject(event)],
      ...facts(event),
      [w("time"), <OwnTime key="at" iso={event.at} zone={zone} precise />],
      [w("address"), event.address],
    ],
  });
}

function useView(zone: string | null) {
  const w = useTranslations("words");
  const t = useTranslations("audit");
  const took = useTook();
  const now = useNow().toISOString();
  return (view: ViewEntry, stop: FormAction | null): Told => {
    const { startedAt, endedAt } = view;
    return {
      title: t("viewed"),
      sign: endedAt ? "done" : "working",
      word: endedAt ? t("ended") : w("inProgress"),
      facts: [
        [w("reason"), view.reason],
        [t("column.could"), view.changesAt ? w("changesAllowed") : w("readOnly")],
        [w("started"), <OwnTime key="from" iso={startedAt} zone={zone} precise />],
        [t("ended"), endedAt && <OwnTime key="until" iso={endedAt} zone={zone} precise />],
        [w("took"), took(startedAt, endedAt ?? now)],
      ],
      actions:
        stop && endedAt === null ? (
          <Form action={stop}>
            <input type="hidden" name="viewId" value={view.id} />
            <SubmitButton aria-label={w("of", { what: w("endView"), name: view.staffName })}>
              {w("endView")}
            </SubmitButton>
          </Form>
        ) : null,
    };
  };
}

function useTask(zone: string | null, node: string | null) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-operations");
  const { type, status, doing } = useTaskWords();
  return (task: SeenTask): Told => ({
    title: type(task),
    sign: signOfTask(task),
    word: task.isFailed ? w("failed") : status(task),
    facts: [
      [t("column.step"), doing(task)],
      [w("node"), node],
      [w("started"), task.startedAt && <OwnTime key="at" iso={task.startedAt.toISOString()} zone={zone} />],
      [t("tasks.message"), task.message],
    ],
  });
}
