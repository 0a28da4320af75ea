import "server-only";
import { cleanText } from "@/lib/hosts/clean-text";
import { master } from "@/lib/master";
import { parseRowId, parseUserId, parseVmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import type { BackupOfHost, TaskOfHost } from "@/lib/rstack/provider-rows";
import { one, type SearchParams } from "../search-params";

/** The vendor's codes; message keys of `fleet-operations.task`. */
export const TASK_TYPES = ["1", "2", "3", "4", "5", "6", "7"] as const;
export const TASK_STATUSES = ["0", "1", "2", "3"] as const;
export const BACKUP_KINDS = ["snapshot", "full"] as const;

const OPTIONS: CallOptions = { priority: "list" };
/** More than a person reads; the master may answer with all that ever was. */
const SHOWN = 200;

export interface ShownRows<Row> {
  rows: Row[];
  /** How many there were in all. */
  total: number;
}

export interface TaskFilter {
  host: string | null;
  type: (typeof TASK_TYPES)[number] | null;
  status: (typeof TASK_STATUSES)[number] | null;
  node: string | null;
}

export function taskFilterFrom(search: SearchParams): TaskFilter {
  return {
    host: parseVmId(one(search.host)),
    type: TASK_TYPES.find((type) => type === one(search.type)) ?? null,
    status: TASK_STATUSES.find((status) => status === one(search.status)) ?? null,
    node: parseRowId(one(search.node)),
  };
}

/** The master's own tasks, newest first. One call. */
export async function masterTasks({
  host,
  type,
  status,
  node,
}: TaskFilter): Promise<Outcome<ShownRows<TaskOfHost>>> {
  const answer = await master().listAllTasks(
    {
      vmId: parseVmId(host) ?? undefined,
      type: type ?? undefined,
      status: status ?? undefined,
      nodeId: parseRowId(node) ?? undefined,
    },
    OPTIONS,
  );
  return newest(answer, (task) => task.startedAt);
}

export interface BackupFilter {
  host: string | null;
  customer: string | null;
  kind: (typeof BACKUP_KINDS)[number] | null;
}

export function backupFilterFrom(search: SearchParams): BackupFilter {
  return {
    host: parseVmId(one(search.host)),
    customer: parseUserId(one(search.customer)),
    kind: BACKUP_KINDS.find((kind) => kind === one(search.kind)) ?? null,
  };
}

/** Full backups and snapshots over the fleet, newest first. One call. */
export async function masterBackups({
  host,
  customer,
  kind,
}: BackupFilter): Promise<Outcome<ShownRows<BackupOfHost>>> {
  const answer = await master().listAllBackups(
    {
      vmId: parseVmId(host) ?? undefined,
      userId: parseUserId(customer) ?? undefined,
      kind: kind ?? undefined,
    },
    OPTIONS,
  );
  const listed = newest(answer, (backup) => backup.createdAt);
  // Names come as they must be sent back, with marks that would reorder the text of a page.
  const shown = (row: BackupOfHost) => ({ ...row, name: cleanText(row.name) ?? "" });
  return listed.ok ? { ok: true, value: { ...listed.value, rows: listed.value.rows.map(shown) } } : listed;
}

function newest<Row>(answer: Outcome<Row[]>, timeOf: (row: Row) => Date | null): Outcome<ShownRows<Row>> {
  if (!answer.ok) {
    return answer;
  }
  const rows = [...answer.value].sort((a, b) => (timeOf(b)?.getTime() ?? 0) - (timeOf(a)?.getTime() ?? 0));
  return { ok: true, value: { rows: rows.slice(0, SHOWN), total: rows.length } };
}
