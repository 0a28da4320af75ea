import type { Task } from "../master-client";
import { type ColumnTable, readCode, readLabel, readMoment, readRowId } from "./fields";
import { HOST_ID_COLUMNS } from "./of-host";
import type { RawRow } from "./raw-row";

export const TASK_COLUMNS = {
  id: ["id", "taskid", "task_id"],
  host: HOST_ID_COLUMNS,
  type: ["tasktype", "task_type"],
  step: ["taskstep", "task_step"],
  status: ["status", "taskstatus", "task_status"],
  message: ["taskmsg", "task_msg", "msg"],
  startedAt: ["starttime", "start_time", "addtime", "createtime", "create_time", "tasktime", "time"],
} as const satisfies ColumnTable;

export const taskOf = (row: RawRow): Task => ({
  id: readRowId(row, TASK_COLUMNS.id),
  type: readCode(row, TASK_COLUMNS.type),
  step: readCode(row, TASK_COLUMNS.step),
  status: readCode(row, TASK_COLUMNS.status),
  message: readLabel(row, TASK_COLUMNS.message),
  startedAt: readMoment(row, TASK_COLUMNS.startedAt),
});
