import {
  type COMMAND_RULES,
  kindsIn,
  OPERATION_KINDS,
  type OperationKind,
  POWER_KINDS,
  type PowerKind,
  powerRulesOf,
  rulesOf,
} from "./command-rules";

type PowerSchedule = {
  [K in PowerKind]: (typeof COMMAND_RULES)[K]["power"]["by"] extends "force" ? never : K;
}[PowerKind];
type SnapshotSchedule = {
  [K in OperationKind]: (typeof COMMAND_RULES)[K] extends { group: "snapshots"; destroys: true }
    ? never
    : (typeof COMMAND_RULES)[K] extends { group: "snapshots" }
      ? K
      : never;
}[OperationKind];
/** What a host can be asked for by schedule. */
export type ScheduleKind = PowerSchedule | SnapshotSchedule;

/** No schedule cuts the power. */
export const POWER_SCHEDULES = POWER_KINDS.filter(
  (kind): kind is PowerSchedule => powerRulesOf(kind).by !== "force",
);
/** Those that destroy nothing: it makes snapshots, and deletes its own older ones. */
export const SNAPSHOT_SCHEDULES = kindsIn("snapshots").filter(
  (kind): kind is SnapshotSchedule => !rulesOf(kind).destroys,
);
export const SCHEDULE_KINDS = OPERATION_KINDS.filter((kind): kind is ScheduleKind =>
  [...SNAPSHOT_SCHEDULES, ...POWER_SCHEDULES].some((known) => known === kind),
);

export const makesSnapshots = (kind: ScheduleKind): boolean =>
  SNAPSHOT_SCHEDULES.some((known) => known === kind);
