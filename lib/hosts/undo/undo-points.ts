import "server-only";
import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../../accounts/sessions/viewer";
import { database } from "../../db/connection";
import { undoPoints } from "../../db/schedule-schema";
import { operations, tenancies } from "../../db/schema";
import type { OperationKind } from "../../operations/command-rules";
import { type FormKey, formKeyOf, hashOf } from "../../operations/form-key";
import { instanceId } from "../../operations/instance";
import { heldIn, inMs, LEASE_MS, RELEASED, renewIn } from "../../operations/leases";
import type { OperationRow } from "../../operations/operation-row";
import { UNDO_MS } from "../../operations/undo";
import { parseUserId, type UserId } from "../../rstack/ids";
import type { OwnedHost } from "../owned-host";

export type UndoPoint = typeof undoPoints.$inferSelect;

/** One whose turn has come, with the operation that it last asked for and that is over. */
export interface UndoTurn {
  point: UndoPoint;
  operation: OperationRow | null;
}

/**
 * Writes down that the host is to be set back to this snapshot once a safety snapshot is there; held by this instance. The
 * same form or request sent twice is the same one. "busy": another restore of this host waits for its own.
 */
export async function beginUndoPoint(
  { tenancyId, vmId }: OwnedHost,
  viewer: Viewer,
  { snapshot, key }: { snapshot: string; key: FormKey },
): Promise<UndoPoint | "busy"> {
  const { accountId, sessionId } = viewer;
  const isForm = typeof key === "string";
  const { tokenId, bodyHash } = isForm ? { tokenId: null, bodyHash: null } : key;
  const formKey = isForm
    ? hashOf([accountId, tenancyId, "undo", key])
    : formKeyOf({ accountId, vmId, kind: "create-snapshot", key });
  const [made] = await database()
    .insert(undoPoints)
    .values({
      ...{ tenancyId, vmId, accountId, sessionId, formKey, tokenId, bodyHash, snapshotName: snapshot },
      viewId: viewer.view?.id ?? null,
      language: viewer.locale ?? "en",
      claimedBy: instanceId(),
      claimedUntil: inMs(LEASE_MS),
    })
    .onConflictDoNothing()
    .returning();
  if (made) {
    return made;
  }
  const [same] = await database().select().from(undoPoints).where(eq(undoPoints.formKey, formKey));
  return same && same.bodyHash === bodyHash ? same : "busy";
}

const Leased = z.object({ id: z.string() });

/** Claims those whose turn has come and that nobody holds: of an account one at a time. */
export async function claimUndoPoints(most: number): Promise<UndoTurn[]> {
  const { rows } = await database().execute(sql`
    update undo_points set claimed_by = ${instanceId()}, claimed_until = ${inMs(LEASE_MS)}
    where id in (
      select u.id from undo_points u
      where u.ended_at is null and (u.claimed_until is null or u.claimed_until < now())
        and u.id in (select turn.id from (
          select w.id, row_number() over (partition by w.account_id order by w.look_at, w.id) as nth
          from undo_points w left join operations o on o.id = w.operation_id
          where w.ended_at is null and w.look_at <= now()
            and (w.claimed_until is null or w.claimed_until < now())
            and (o.id is null or o.outcome not in ('open', 'checking'))
            and not exists (select 1 from undo_points held where held.account_id = w.account_id
              and held.ended_at is null and held.claimed_until >= now())) turn where turn.nth = 1)
      order by u.look_at, u.id limit ${most} for update of u skip locked)
    returning id`);
  const ids = rows.map((row) => Leased.parse(row).id);
  return ids.length === 0
    ? []
    : database()
        .select({ point: undoPoints, operation: operations })
        .from(undoPoints)
        .leftJoin(operations, eq(operations.id, undoPoints.operationId))
        .where(inArray(undoPoints.id, ids));
}

const mine = (id: string) => heldIn(undoPoints, id);
export const renewUndoPoint = (id: string) => renewIn(undoPoints, id);

/**
 * The key that it sends at this step: whichever instance takes the step finds the operation of the first. The safety snapshot
 * that a program asked for has the program's own key; its deletion after the day is the panel's and has none of a token.
 */
export function keyOfStep(point: UndoPoint): FormKey {
  const { id, step, phase, tokenId, bodyHash, formKey } = point;
  const key = `${id}-${step}`;
  return tokenId === null || bodyHash === null || phase === "kept"
    ? key
    : { tokenId, bodyHash, ...(step === 0 ? { formKey } : { key }) };
}

/** What this very step asked for before, by an instance that died or was too slow. `accountId`: in whose name. */
export async function operationOfStep(
  point: UndoPoint,
  kind: OperationKind,
  accountId: string = point.accountId,
): Promise<OperationRow | null> {
  const key = formKeyOf({ accountId, vmId: point.vmId, kind, key: keyOfStep(point) });
  const [row] = await database().select().from(operations).where(eq(operations.formKey, key));
  return row ?? null;
}

type Next = Partial<Pick<UndoPoint, "phase" | "step" | "operationId" | "safetyName" | "reason">>;

/** Goes on with it as soon as its operation, where it has one, is over; `pauseMs` from now at the earliest. */
export const continueUndoPoint = (id: string, next: Next, pauseMs = 0) =>
  database()
    .update(undoPoints)
    .set({ ...next, lookAt: inMs(pauseMs), ...RELEASED })
    .where(mine(id));

/** Its restore is over, or was not sent for that reason: the safety snapshot stays for a day. */
export const keepSafety = (id: string, next: Pick<UndoPoint, "reason" | "step"> & Next) =>
  database()
    .update(undoPoints)
    .set({ ...next, phase: "kept", until: inMs(UNDO_MS), lookAt: inMs(UNDO_MS), ...RELEASED })
    .where(mine(id));

/** There is nothing left to do, or nobody to do it for. */
export const endUndoPoint = (id: string, reason: string | null) =>
  database()
    .update(undoPoints)
    .set({
      ...{ endedAt: sql`now()`, until: sql`coalesce(until, ${inMs(UNDO_MS)})` },
      ...{ reason: sql`coalesce(reason, ${reason}::text)`, ...RELEASED },
    })
    .where(mine(id));

/** What was never begun leaves nothing to tell of. */
export const dropUndoPoint = (id: string) => database().delete(undoPoints).where(mine(id));

/** Whose the host is under that tenancy; null once it is over. */
export async function ownerOfTenancy(tenancyId: string): Promise<UserId | null> {
  const [row] = await database()
    .select({ owner: tenancies.owner })
    .from(tenancies)
    .where(and(eq(tenancies.id, tenancyId), isNull(tenancies.until)));
  return parseUserId(row?.owner ?? null);
}

/** Names of the panel's own safety snapshots of this host → when each is deleted; null where that isn't known yet. */
export async function safetySnapshots(tenancyId: string): Promise<Map<string, Date | null>> {
  const rows = await database()
    .select({ name: undoPoints.safetyName, until: undoPoints.until })
    .from(undoPoints)
    .where(
      and(eq(undoPoints.tenancyId, tenancyId), isNull(undoPoints.endedAt), isNotNull(undoPoints.safetyName)),
    );
  return new Map(rows.flatMap(({ name, until }) => (name === null ? [] : [[name, until] as const])));
}
