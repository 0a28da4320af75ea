import "server-only";
import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { database, type Transaction } from "../db/connection";
import { publish } from "../db/notify";
import { operations } from "../db/schema";
import { waitingOperations } from "../db/token-schema";
import { countEnd } from "../metrics/instruments";
import { MINUTE_MS } from "../units";
import {
  CONSOLE_KINDS,
  OPERATION_KINDS,
  type OperationKind,
  opposites,
  supersedesWaiting,
  WAITING_KINDS,
} from "./command-rules";
import { instanceId } from "./instance";
import { inMs, LEASE_MS, RELEASED } from "./leases";
import type { OperationRow } from "./operation-row";

const WAIT_MS = 30 * MINUTE_MS;

export type WaitingRow = typeof waitingOperations.$inferSelect;

type Asked = Pick<
  WaitingRow,
  "formKey" | "bodyHash" | "tenancyId" | "vmId" | "reference" | "language" | "address"
> &
  Pick<WaitingRow, "accountId" | "tokenId" | "actorName" | "actorRole"> & {
    kind: OperationKind;
    /** The body as it came, without secrets. */
    fields: object;
  };

/**
 * Has it wait for its host, for half an hour at most. With a key that waits already it is the row of that one; with another
 * key, what of its kind waits for the host. Null where that ended at this very moment.
 */
export async function letWait({ fields, ...asked }: Asked): Promise<WaitingRow | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .insert(waitingOperations)
      .values({ ...asked, outcome: "open", params: { asked: fields }, limitAt: inMs(WAIT_MS) })
      .onConflictDoNothing()
      .returning();
    if (row) {
      await endOpposites(row, tx);
      await publish(tx, { type: "operation", vmId: row.vmId, operationId: row.id });
      return row;
    }
    const { formKey, vmId, kind } = asked;
    const there = await tx
      .select()
      .from(waitingOperations)
      .where(
        or(
          eq(waitingOperations.formKey, formKey),
          and(eq(waitingOperations.vmId, vmId), eq(waitingOperations.kind, kind)),
        ),
      );
    return there.find((one) => one.formKey === formKey) ?? there[0] ?? null;
  });
}

export interface UnsentEnding {
  outcome: "done" | "not-sent" | "superseded";
  notSentCause?: string;
  supersededBy?: string;
  evidence?: object;
}

/** Ends it in the ledger without sending anything. False where it isn't waiting any more: then nothing is written. */
export const endWaiting = (id: string, ending: UnsentEnding): Promise<boolean> =>
  database().transaction((tx) => endThose(eq(waitingOperations.id, id), ending, tx));

/** What waits for the host and is undone by `kind` ends: the later word counts. `id`: of what takes its place, where there is a row. */
export async function endOpposites(
  { vmId, kind, id }: { vmId: string; kind: OperationRow["kind"]; id?: string },
  tx: Transaction,
): Promise<void> {
  const ended = OPERATION_KINDS.filter((one) => one === kind).flatMap(opposites);
  if (ended.length > 0) {
    const which = and(eq(waitingOperations.vmId, vmId), inArray(waitingOperations.kind, ended));
    await endThose(which, { outcome: "superseded", supersededBy: id }, tx);
  }
}

async function endThose(which: SQL | undefined, ending: UnsentEnding, tx: Transaction): Promise<boolean> {
  const ended = await tx.delete(waitingOperations).where(which).returning();
  for (const { reference: _, ...row } of ended) {
    const over = { ...RELEASED, limitAt: null, endedAt: sql`now()` };
    // Its key may have come to the ledger by another way: then that row stands.
    await tx
      .insert(operations)
      .values({ ...row, ...over, ...ending })
      .onConflictDoNothing();
    await publish(tx, { type: "operation", vmId: row.vmId, operationId: row.id });
    countEnd(row.kind, ending.outcome);
  }
  return ended.length > 0;
}

/** In the transaction that opens an operation: what waited under its key waits no longer, nor does what it undoes. */
export async function leaveWaiting(
  row: Pick<OperationRow, "id" | "vmId" | "kind" | "formKey">,
  tx: Transaction,
) {
  await tx.delete(waitingOperations).where(eq(waitingOperations.formKey, row.formKey));
  await endOpposites(row, tx);
}

const words = (kinds: readonly string[]): SQL => sql.raw(kinds.map((kind) => `'${kind}'`).join(", "));

/** What holds the host of `w` off, apart from a Stop or Restart that gives way to it. */
const isHeld = sql`exists (select 1 from operations o where o.vm_id = w.vm_id and o.outcome in ('open', 'checking')
  and o.kind not in (${words(CONSOLE_KINDS)})
  and not (w.kind in (${words(OPERATION_KINDS.filter(supersedesWaiting))}) and o.outcome = 'open'
    and o.accepted_at is not null and o.kind in (${words(WAITING_KINDS)})))`;

/** Leases what may be sent now, the first of each host, and what has waited for too long. */
export async function claimWaiting(most: number): Promise<WaitingRow[]> {
  const due = sql`(select w.id from waiting_operations w
    where (w.claimed_until is null or w.claimed_until < now())
      and (w.limit_at < now() or (not ${isHeld} and not exists (select 1 from waiting_operations e
        where e.vm_id = w.vm_id and (e.started_at, e.id) < (w.started_at, w.id))))
    order by w.started_at, w.id limit ${most} for update skip locked)`;
  return database()
    .update(waitingOperations)
    .set({ claimedBy: instanceId(), claimedUntil: inMs(LEASE_MS) })
    .where(sql`${waitingOperations.id} in ${due}`)
    .returning();
}

const mine = (id: string) => and(eq(waitingOperations.id, id), eq(waitingOperations.claimedBy, instanceId()));

/** While its turn is taken. */
export const renewWaiting = (id: string) =>
  database()
    .update(waitingOperations)
    .set({ claimedUntil: inMs(LEASE_MS) })
    .where(mine(id));

/** Its host is taken again, or can't be read: it waits on. */
export const waitOn = (id: string) => database().update(waitingOperations).set(RELEASED).where(mine(id));
