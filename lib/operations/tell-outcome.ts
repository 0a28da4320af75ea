import "server-only";
import type { Transaction } from "../db/connection";
import { recordNotification } from "../notifications/record";
import { CONSOLE_KINDS, OPERATION_KINDS, type OperationKind, STAFF_KINDS } from "./command-rules";
import type { OperationRow } from "./operation-row";

/** Whoever opens a console sits before it; what staff ask is theirs to see to. */
const NOT_TOLD: ReadonlySet<string> = new Set([...CONSOLE_KINDS, ...STAFF_KINDS]);
const isTold = (kind: string): kind is OperationKind =>
  OPERATION_KINDS.some((known) => known === kind) && !NOT_TOLD.has(kind);

/** A schedule tells of its runs itself. */
const isOfSchedule = (params: unknown): boolean =>
  typeof params === "object" && params !== null && "schedule" in params;

/** Tells the host's customer and guests where an operation has ended badly, or nobody knows how. With the change itself, or not at all. */
export async function tellOutcome(
  { id, tenancyId, kind, outcome, params }: OperationRow,
  tx: Transaction,
): Promise<void> {
  const isBad = outcome === "failed" || outcome === "unconfirmed";
  if (isBad && isTold(kind) && !isOfSchedule(params)) {
    const data = { operation: kind, operationId: id };
    await recordNotification(
      { tenancyId, guests: true },
      { kind: `operation-${outcome}`, key: `operation ${id}`, data },
      tx,
    );
  }
}
