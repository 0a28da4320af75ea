import "server-only";
import { desc, eq, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { undoPoints } from "../../db/schedule-schema";
import { operations } from "../../db/schema";
import type { OperationRow } from "../../operations/operation-row";
import { isInProgress } from "../../operations/operation-view";
import { isUndone, UNDO_MS } from "../../operations/undo";
import type { OwnedHost } from "../owned-host";
import { restoreSnapshot } from "../snapshots/snapshot-commands";
import { type RestoreUndo, reasonToStop } from "./restore-undo";
import type { UndoPoint } from "./undo-points";

/** What the host's page says of its last restore that took a safety snapshot; null once that is over. */
export async function restoreUndoOf({
  tenancyId,
}: Pick<OwnedHost, "tenancyId">): Promise<RestoreUndo | null> {
  const [row] = await database()
    .select({
      point: undoPoints,
      operation: operations,
      isPast: sql<boolean>`coalesce(${undoPoints.until} <= now(), false)`,
      isOver: sql<boolean>`coalesce(${isUndone()}, false) or exists (select 1 from operations anew
        where anew.tenancy_id = ${undoPoints.tenancyId} and anew.kind = ${restoreSnapshot.kind}
          and anew.started_at > ${undoPoints.startedAt} and anew.params ->> 'undo' is null
          and anew.outcome not in ('not-sent', 'refused'))`,
    })
    .from(undoPoints)
    .leftJoin(operations, eq(operations.id, undoPoints.operationId))
    .where(eq(undoPoints.tenancyId, tenancyId))
    .orderBy(desc(undoPoints.startedAt))
    .limit(1);
  return row && !row.isPast && !row.isOver ? shown(row.point, row.operation) : null;
}

/** Its operation may have ended before the runner has looked at it. */
function shown(point: UndoPoint, operation: OperationRow | null): RestoreUndo | null {
  const { phase, snapshotName, safetyName, endedAt } = point;
  const last = operation && !isInProgress(operation.outcome) ? operation : null;
  const reason = point.reason ?? (last && reasonToStop(phase, last));
  if (reason !== null) {
    return { state: "stopped", reason };
  }
  if (endedAt !== null) {
    return null;
  }
  if (phase === "safety" || !last || !safetyName) {
    return { state: "going", snapshot: snapshotName };
  }
  const until = point.until ?? new Date((last.endedAt ?? last.startedAt).getTime() + UNDO_MS);
  return { state: "kept", safety: safetyName, until: until.toISOString() };
}
