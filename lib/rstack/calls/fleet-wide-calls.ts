import type { MasterClient } from "../master-client";
import { mapOutcome } from "../outcome";
import type { BackupOfHost } from "../provider-rows";
import type { RetryingCaller } from "../retrying-caller";
import { readCode, readIp } from "../rows/fields";
import { MAPPING_COLUMNS, mappingOf } from "../rows/mapping-row";
import type { RawRow } from "../rows/raw-row";
import { PLACE_COLUMNS, placeOf, rowsAsked } from "../rows/row-place";
import { BACKUP_COLUMNS, backupOf } from "../rows/snapshot-row";
import { TASK_COLUMNS, taskOf } from "../rows/task-row";

/** Lists over all hosts. */
export const fleetWideCalls = (caller: RetryingCaller) =>
  ({
    listAllTasks: async ({ vmId, hostName, type, step, status, nodeId }, call) => {
      const params = { vmid: vmId, vmname: hostName, tasktype: type, taskstep: step, status, nodeid: nodeId };
      return mapOutcome(await caller.call("hypertask", params, call), (rows) =>
        rowsAsked(
          rows,
          [
            [PLACE_COLUMNS.host, vmId],
            [PLACE_COLUMNS.node, nodeId],
            [TASK_COLUMNS.type, type],
            [TASK_COLUMNS.step, step],
            [TASK_COLUMNS.status, status],
          ],
          [...TASK_COLUMNS.id, ...PLACE_COLUMNS.host],
        ).map((row) => ({ ...taskOf(row), ...placeOf(row) })),
      );
    },
    listAllBackups: async ({ userId, vmId, kind, name, isFinished }, call) => {
      const backuptype = kind && (kind === "full" ? "2" : "1");
      const status = isFinished && "1";
      const params = { userid: userId, vmid: vmId, backuptype, name, status } as const;
      return mapOutcome(await caller.call("hyperbackup", params, call), (rows) =>
        rowsAsked(
          rows,
          [
            [PLACE_COLUMNS.owner, userId],
            [PLACE_COLUMNS.host, vmId],
            [BACKUP_COLUMNS.kind, backuptype],
            [BACKUP_COLUMNS.state, status],
          ],
          [...BACKUP_COLUMNS.id, ...PLACE_COLUMNS.host],
        ).flatMap(backupsWithPlace),
      );
    },
    listMappingsOf: async ({ userId, nodeId, vmId, ip, domain, kind }, call) => {
      const nattype = kind && (kind === "port" ? "1" : "2");
      const params = { userid: userId, nodeid: nodeId, vmid: vmId, ip, domainname: domain, nattype } as const;
      return mapOutcome(await caller.call("hypernat", params, call), (rows) =>
        rowsAsked(
          rows,
          [
            [PLACE_COLUMNS.owner, userId],
            [PLACE_COLUMNS.host, vmId],
            [PLACE_COLUMNS.node, nodeId],
            [["ip"], ip],
            [MAPPING_COLUMNS.kind, nattype],
          ],
          [...MAPPING_COLUMNS.id, ...PLACE_COLUMNS.host],
        ).map((row) => ({ ...mappingOf(row), ...placeOf(row), hostIp: readIp(row, ["ip"]) })),
      );
    },
  }) satisfies Partial<MasterClient>;

function backupsWithPlace(row: RawRow): BackupOfHost[] {
  const backup = backupOf(row);
  const code = readCode(row, BACKUP_COLUMNS.kind);
  const kind = code === "1" ? "snapshot" : code === "2" ? "full" : null;
  return backup === null ? [] : [{ ...backup, ...placeOf(row), kind }];
}
