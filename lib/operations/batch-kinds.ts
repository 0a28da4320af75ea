import {
  type COMMAND_RULES,
  type CustomerKind,
  OPERATION_KINDS,
  type OperationKind,
  rulesOf,
  STAFF_KINDS,
  type StaffKind,
} from "./command-rules";

type BatchableKind = {
  [K in OperationKind]: (typeof COMMAND_RULES)[K] extends { batch: string } ? K : never;
}[OperationKind];
export type CustomerBatchKind = Extract<BatchableKind, CustomerKind>;
export type StaffBatchKind = Extract<BatchableKind, StaffKind>;
export type BatchKind = CustomerBatchKind | StaffBatchKind;
const isBatchable = (kind: OperationKind): boolean => rulesOf(kind).batch !== undefined;
/** What can be asked of many hosts at once, by whom. */
export const STAFF_BATCH_KINDS = STAFF_KINDS.filter((kind): kind is StaffBatchKind => isBatchable(kind));
export const CUSTOMER_BATCH_KINDS = OPERATION_KINDS.filter(
  (kind): kind is CustomerBatchKind => isBatchable(kind) && rulesOf(kind).group !== "provider",
);
