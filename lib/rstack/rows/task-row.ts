import { column, readCode, readLabel, readMoment, readRowId, type ValuesOf, valuesOf } from "./fields";
import { HOST_ID } from "./of-host";
import type { RawRow } from "./raw-row";

/** Codes are the vendor's (docs/rstack.md). */
const TASK = {
  id: column(readRowId, "id", "taskid", "task_id"),
  type: column(readCode, "tasktype", "task_type"),
  step: column(readCode, "taskstep", "task_step"),
  status: column(readCode, "status", "taskstatus", "task_status"),
  message: column(readLabel, "taskmsg", "task_msg", "msg"),
  startedAt: column(
    readMoment,
    "starttime",
    "start_time",
    "addtime",
    "createtime",
    "create_time",
    "tasktime",
    "time",
  ),
};
export const TASK_COLUMNS = { ...TASK, host: HOST_ID };
export type Task = ValuesOf<typeof TASK>;

export const taskOf = (row: RawRow): Task => valuesOf(row, TASK);
