import type { RowId, UserId, VmId } from "../ids";
import type { CallOptions } from "../master-client";
import { mapOutcome, type Outcome } from "../outcome";
import type { BackupOfHost, MappingOfHost, TaskOfHost } from "../provider-rows";
import type { RetryingCaller } from "../retrying-caller";
import { column, readIp } from "../rows/fields";
import { MAPPING_COLUMNS, mappingOf } from "../rows/mapping-row";
import type { RawRow } from "../rows/raw-row";
import { PLACE_COLUMNS, placeOf, rowsAsked } from "../rows/row-place";
import { BACKUP_COLUMNS, BACKUP_KEY, backupOf } from "../rows/snapshot-row";
import { TASK_COLUMNS, taskOf } from "../rows/task-row";
import { keyedRows } from "./key-column";

interface TaskFilter {
  vmId?: VmId;
  hostName?: string;
  type?: "1" | "2" | "3" | "4" | "5" | "6" | "7";
  step?: "1" | "2" | "3";
  status?: "0" | "1" | "2" | "3";
  nodeId?: RowId;
}
interface BackupFilter {
  userId?: UserId;
  vmId?: VmId;
  kind?: "snapshot" | "full";
  name?: string;
  /** The master can be asked for finished ones, not for unfinished ones. */
  isFinished?: true;
}
interface MappingFilter {
  userId?: UserId;
  nodeId?: RowId;
  vmId?: VmId;
  ip?: string;
  domain?: string;
  kind?: "port" | "domain";
}

const HOST_IP = column(readIp, "ip");

/** Lists over all hosts. Filters are sent to the master, and rows that say something else than was asked for are dropped. */
export const fleetWideCalls = (caller: RetryingCaller) => ({
  /** Codes are the vendor's (docs/rstack.md). */
  listAllTasks: async (filter: TaskFilter, call: CallOptions): Promise<Outcome<TaskOfHost[]>> => {
    const { vmId, hostName, type, step, status, nodeId } = filter;
    const params = { vmid: vmId, vmname: hostName, tasktype: type, taskstep: step, status, nodeid: nodeId };
    return mapOutcome(await caller.call("hypertask", params, call), (rows) =>
      rowsAsked(
        rows,
        [
          [PLACE_COLUMNS.vmId, vmId],
          [PLACE_COLUMNS.nodeId, nodeId],
          [TASK_COLUMNS.type, type],
          [TASK_COLUMNS.step, step],
          [TASK_COLUMNS.status, status],
        ],
        [TASK_COLUMNS.id, PLACE_COLUMNS.vmId],
      ).map((row) => ({ ...taskOf(row), ...placeOf(row) })),
    );
  },
  listAllBackups: async (filter: BackupFilter, call: CallOptions) => {
    const { userId, vmId, kind, name, isFinished } = filter;
    const backuptype = kind && (kind === "full" ? "2" : "1");
    const status = isFinished && "1";
    const params = { userid: userId, vmid: vmId, backuptype, name, status } as const;
    const listed = await keyedRows(caller, "hyperbackup", params, call, BACKUP_KEY);
    return mapOutcome(listed, (rows) =>
      rowsAsked(
        rows,
        [
          [PLACE_COLUMNS.owner, userId],
          [PLACE_COLUMNS.vmId, vmId],
          [BACKUP_COLUMNS.kind, backuptype],
          [BACKUP_COLUMNS.state, status],
        ],
        [BACKUP_COLUMNS.id, PLACE_COLUMNS.vmId],
      ).flatMap(backupsWithPlace),
    );
  },
  listMappingsOf: async (filter: MappingFilter, call: CallOptions): Promise<Outcome<MappingOfHost[]>> => {
    const { userId, nodeId, vmId, ip, domain, kind } = filter;
    const nattype = kind && (kind === "port" ? "1" : "2");
    const params = { userid: userId, nodeid: nodeId, vmid: vmId, ip, domainname: domain, nattype } as const;
    return mapOutcome(await caller.call("hypernat", params, call), (rows) =>
      rowsAsked(
        rows,
        [
          [PLACE_COLUMNS.owner, userId],
          [PLACE_COLUMNS.vmId, vmId],
          [PLACE_COLUMNS.nodeId, nodeId],
          [HOST_IP, ip],
          [MAPPING_COLUMNS.kind, nattype],
        ],
        [MAPPING_COLUMNS.id, PLACE_COLUMNS.vmId],
      ).map((row) => ({ ...mappingOf(row), ...placeOf(row), hostIp: HOST_IP.of(row) })),
    );
  },
});

function backupsWithPlace(row: RawRow): BackupOfHost[] {
  const backup = backupOf(row);
  const code = BACKUP_COLUMNS.kind.of(row);
  const kind = code === "1" ? "snapshot" : code === "2" ? "full" : null;
  return backup === null ? [] : [{ ...backup, ...placeOf(row), kind }];
}
