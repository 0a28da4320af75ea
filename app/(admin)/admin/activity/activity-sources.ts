import type { ListView } from "@/app/lists/define-list";
import type { Happened } from "@/components/admin/activity/activity-cells";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";
import {
  type AuditEntry,
  type Page,
  readAllActivity,
  readAudit,
  readViews,
} from "@/lib/fleet/audit/read-audit";
import { inProgressEntries } from "@/lib/fleet/operations/attention";
import { ledgerFilterFrom } from "@/lib/fleet/operations/ledger-filter";
import { masterTasks, taskFilterFrom } from "@/lib/fleet/operations/master-lists";
import { type LedgerEntry, readFleetLedger } from "@/lib/fleet/operations/read-fleet-ledger";
import { ROWS_A_PAGE } from "@/lib/fleet/operations/shown-rows";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";
import type { Fault } from "@/lib/rstack/outcome";

/** `all`: whatever the panel wrote down; RStack's tasks stand beside it. */
export const SOURCES = ["all", "operations", "tasks", "staff", "views"] as const;
export type Source = (typeof SOURCES)[number];

export interface ActivityQuery {
  source: Source;
  /** What this source can be narrowed to, as the address says it. */
  filter: Record<string, string | null>;
  after: string | null;
  page: number;
}

/** What isn't known counts as not chosen. */
export function queryFrom(search: SearchParams): ActivityQuery {
  const source = SOURCES.find((known) => known === one(search.source)) ?? "all";
  const page = pageOf(search.page);
  if (source === "tasks") {
    const { q, ...filter } = taskFilterFrom(search);
    return { source, filter: { q: q || null, ...filter }, after: null, page };
  }
  const { after, ...filter } =
    source === "operations" ? { ...ledgerFilterFrom(search) } : { ...auditFilterFrom(search) };
  return { source, filter: source === "views" ? { ...filter, action: null } : filter, after, page };
}

interface Read {
  rows: Happened[];
  /** What goes on, before the others, whatever its age. */
  top?: Happened[];
  page: NonNullable<ListView<Happened>["page"]>;
  fault?: Fault | undefined;
}

export function readSource(query: ActivityQuery, viewer: Viewer): Promise<Read> {
  const { source, filter, after } = query;
  const audit = () => ({ ...auditFilterFrom(known(filter)), after });
  switch (source) {
    case "operations":
      return readOperations(query, viewer);
    case "tasks":
      return readTasks(query);
    case "views":
      return readViews(audit()).then(({ entries, next }) => ({
        rows: entries.map((view) => ({ source: "views", key: view.id, view })),
        page: { next, isFirst: after === null },
      }));
    default:
      return (source === "all" ? readAllActivity : readAudit)(audit()).then((found) =>
        eventsOf(found, after),
      );
  }
}

const known = (filter: ActivityQuery["filter"]): SearchParams =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));

const eventsOf = ({ entries, next }: Page<AuditEntry>, after: string | null): Read => ({
  rows: entries.map((event) => ({ source: "staff", key: event.id, event })),
  page: { next, isFirst: after === null },
});

async function readOperations({ filter, after }: ActivityQuery, viewer: Viewer): Promise<Read> {
  const [{ entries, next }, going] = await Promise.all([
    readFleetLedger({ ...ledgerFilterFrom(known(filter)), after }, viewer),
    inProgressEntries(viewer),
  ]);
  const rowOf = (operation: LedgerEntry): Happened => {
    const key = operation.operation.id;
    return { source: "operations", key, operation, isStuck: going.stuck.has(key) };
  };
  const isWhole = after === null && !Object.values(filter).some(Boolean);
  const top = isWhole ? going.entries : [];
  const onTop = new Set(top.map(({ operation }) => operation.id));
  return {
    rows: entries.filter(({ operation }) => !onTop.has(operation.id)).map(rowOf),
    top: top.map(rowOf),
    page: { next, isFirst: after === null },
  };
}

async function readTasks({ filter, page }: ActivityQuery): Promise<Read> {
  const answer = await masterTasks(taskFilterFrom(known(filter)), page);
  return {
    rows: answer.ok
      ? answer.value.rows.map((task, at) => ({ source: "tasks", key: task.id ?? `at ${at}`, task }))
      : [],
    page: { at: page, size: ROWS_A_PAGE, total: answer.ok ? answer.value.total : 0 },
    fault: answer.ok ? undefined : answer.fault,
  };
}
