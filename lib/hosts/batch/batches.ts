import "server-only";
import { and, asc, count, countDistinct, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { rightsOf, stillHolds } from "@/lib/accounts/guests/guest-rights";
import { mayAsk } from "@/lib/accounts/rights";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { ACTION_CODES, type ActionResult } from "@/lib/action-result";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { batches, batchHosts } from "@/lib/db/host-schema";
import { ADVISORY_LOCKS } from "@/lib/db/locks";
import { hosts, operations } from "@/lib/db/schema";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import { OPERATION_KINDS } from "@/lib/operations/command-rules";
import { formKeyOf, hashOf } from "@/lib/operations/form-key";
import { instanceId } from "@/lib/operations/instance";
import { inMs, LEASE_MS, RELEASED } from "@/lib/operations/leases";
import { guestIn, operationViewOf } from "@/lib/operations/present";
import type { BatchAnswer, BatchView } from "./batch-view";

/** Why a batch isn't begun; message keys of `batch.problem`. */
export const BATCH_FAULTS = ["batch-size", "batch-limit", "batch-running"] as const;
type BatchFault = (typeof BATCH_FAULTS)[number];

interface NewBatch {
  viewer: Viewer;
  kind: BatchKind;
  vmIds: readonly string[];
  /** Of the command's own form; without secrets. */
  fields: Record<string, unknown>;
  formKey: string;
}

const DAY = sql`now() - interval '24 hours'`;
/** In progress at a time, so that nobody's batches stand behind fifty of one account. */
const MOST_RUNNING = 3;

/**
 * Writes down what is asked of which hosts; the runner of any instance carries it out. The same form sent twice is the
 * same batch. The limits count in the database, one beginning of an account at a time.
 */
export async function startBatch(
  batch: NewBatch,
): Promise<{ ok: true; id: string } | { ok: false; why: BatchFault }> {
  const { viewer, kind, fields } = batch;
  const { accountId, sessionId } = viewer;
  const vmIds = [...new Set(batch.vmIds)];
  const formKey = hashOf([accountId, kind, batch.formKey]);
  return database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.batchesOf}, hashtext(${accountId}))`);
    const [same] = await tx.select({ id: batches.id }).from(batches).where(eq(batches.formKey, formKey));
    if (same) {
      return { ok: true, id: same.id };
    }
    const limits = config().batch;
    if (vmIds.length === 0 || vmIds.length > limits.hosts) {
      return { ok: false, why: "batch-size" };
    }
    const [today] = await tx
      .select({ n: count() })
      .from(batches)
      .where(and(eq(batches.accountId, accountId), gt(batches.startedAt, DAY)));
    if ((today?.n ?? 0) >= limits.perDay) {
      return { ok: false, why: "batch-limit" };
    }
    const [running] = await tx
      .select({ n: countDistinct(batches.id) })
      .from(batches)
      .innerJoin(batchHosts, and(eq(batchHosts.batchId, batches.id), isNull(batchHosts.endedAt)))
      .where(eq(batches.accountId, accountId));
    if ((running?.n ?? 0) >= MOST_RUNNING) {
      return { ok: false, why: "batch-running" };
    }
    const language = viewer.locale ?? "en";
    const viewId = viewer.view?.id ?? null;
    const [row] = await tx
      .insert(batches)
      .values({ formKey, kind, fields, accountId, sessionId, viewId, language })
      .returning({ id: batches.id });
    const id = row?.id ?? "";
    await tx.insert(batchHosts).values(vmIds.map((vmId, place) => ({ batchId: id, vmId, place })));
    return { ok: true, id };
  });
}

/**
 * One of these that the mirror holds as this person's, else one that others share with them, else the first: its check
 * stands for who asks, and a list of another's hosts alone is refused like one such host.
 */
export async function oneOfTheirs(
  viewer: Viewer,
  vmIds: readonly string[],
  kind: BatchKind,
): Promise<string> {
  const [own] =
    viewer.userId === null
      ? []
      : await database()
          .select({ vmId: hosts.vmId })
          .from(hosts)
          .where(
            and(
              inArray(hosts.vmId, [...vmIds]),
              eq(hosts.owner, viewer.userId),
              eq(hosts.doubled, false),
              isNull(hosts.goneAt),
            ),
          )
          .limit(1);
  if (own) {
    return own.vmId;
  }
  const shared = (await rightsOf(viewer)).filter(({ vmId }) => vmIds.includes(vmId));
  const may = shared.find((right) => mayAsk(right, kind)) ?? shared[0];
  return may?.vmId ?? vmIds[0] ?? "";
}

/** A host of a batch whose turn has come. */
export interface BatchTurn {
  batchId: string;
  vmId: string;
  kind: BatchKind;
  fields: Record<string, unknown>;
  accountId: string;
  sessionId: string;
  viewId: string | null;
  language: "en" | "zh-CN";
}

const Leased = z.object({ batch_id: z.string(), vm_id: z.string() });

/** Claims hosts that wait and nobody holds; of several batches in turn, so that a long one doesn't hold up a short one. */
export async function claimTurns(most: number): Promise<BatchTurn[]> {
  const { rows } = await database().execute(sql`
    update batch_hosts set claimed_by = ${instanceId()}, claimed_until = ${inMs(LEASE_MS)}
    where (batch_id, vm_id) in (
      select batch_id, vm_id from batch_hosts
      where ended_at is null and (claimed_until is null or claimed_until < now())
      order by place, batch_id limit ${most} for update skip locked)
    returning batch_id, vm_id`);
  const leased = rows.map((row) => Leased.parse(row));
  if (leased.length === 0) {
    return [];
  }
  const found = await database()
    .select()
    .from(batches)
    .where(inArray(batches.id, [...new Set(leased.map((row) => row.batch_id))]));
  return leased.flatMap(({ batch_id, vm_id }) => {
    const batch = found.find(({ id }) => id === batch_id);
    const kind = OPERATION_KINDS.find((known) => known === batch?.kind);
    return batch && kind
      ? {
          ...batch,
          batchId: batch_id,
          vmId: vm_id,
          kind: kind as BatchKind,
          fields: Fields.parse(batch.fields),
        }
      : [];
  });
}

const Fields = z.record(z.string(), z.unknown());

const isTurn = ({ batchId, vmId }: Pick<BatchTurn, "batchId" | "vmId">) =>
  and(eq(batchHosts.batchId, batchId), eq(batchHosts.vmId, vmId), isNull(batchHosts.endedAt));

/** While it is carried out. A lease that runs out lets another instance ask again: it finds the row of the first. */
export async function renewTurn(turn: BatchTurn): Promise<void> {
  await database()
    .update(batchHosts)
    .set({ claimedUntil: inMs(LEASE_MS) })
    .where(and(isTurn(turn), eq(batchHosts.claimedBy, instanceId())));
}

/** Writes down what came of it, with its own row of the ledger: `busy` answers with another one. */
export async function endTurn(turn: BatchTurn, result: ActionResult): Promise<void> {
  const { accountId, vmId, kind, batchId } = turn;
  const [own] = await database()
    .select({ id: operations.id })
    .from(operations)
    .where(eq(operations.formKey, formKeyOf({ accountId, vmId, kind, key: batchId })));
  await database()
    .update(batchHosts)
    .set({
      result: answerOf(result),
      operationId: own?.id ?? null,
      endedAt: sql`now()`,
      ...RELEASED,
    })
    .where(isTurn(turn));
}

const answerOf = (result: ActionResult): BatchAnswer =>
  result.ok
    ? { ok: true }
    : { ok: false, code: result.code, reason: result.reason, waitSeconds: result.waitSeconds };

const Answer = z.object({
  ok: z.boolean(),
  code: z.enum(ACTION_CODES).optional(),
  reason: z.string().optional(),
  waitSeconds: z.number().optional(),
});
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A batch of this account, seen as it was asked for: through the same view, or none. Null for any other. */
export async function readBatch(viewer: Viewer, id: string): Promise<BatchView | null> {
  const [batch] = UUID.test(id) ? await database().select().from(batches).where(eq(batches.id, id)) : [];
  if (!batch || batch.accountId !== viewer.accountId || batch.viewId !== (viewer.view?.id ?? null)) {
    return null;
  }
  const rows = await database()
    .select({ host: batchHosts, operation: operations })
    .from(batchHosts)
    .leftJoin(operations, eq(operations.id, batchHosts.operationId))
    .where(eq(batchHosts.batchId, id))
    .orderBy(asc(batchHosts.place));
  const shown = rows.map(async ({ host, operation }) => ({
    id: host.vmId,
    answer: host.endedAt ? Answer.parse(host.result) : null,
    operation: operation && (await isShown(operation)) ? operationViewOf(operation, viewer) : null,
  }));
  return { id, kind: batch.kind, hosts: await Promise.all(shown) };
}

/** Of another's host as long as it is shared. */
async function isShown(operation: typeof operations.$inferSelect): Promise<boolean> {
  const right = guestIn(operation);
  return right === null || stillHolds({ id: right, tenancyId: operation.tenancyId });
}
