import { CONSOLE_KINDS, WAITING_KINDS } from "./command-rules";
import "server-only";
import {
  and,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  notInArray,
  or,
  type SQL,
  sql,
  TransactionRollbackError,
} from "drizzle-orm";
import { config } from "../config";
import { database, type Transaction } from "../db/connection";
import { publish } from "../db/notify";
import { operations } from "../db/schema";
import { countEnd } from "../metrics/instruments";
import { currentRequest } from "../request-context";
import { formKeyOf } from "./form-key";
import { instanceId } from "./instance";
import { inMs, LEASE_MS, RELEASED } from "./leases";
import type { Ending, Intent, OperationRow, VerificationNotes } from "./operation-row";
import { tellOutcome } from "./tell-outcome";
import { leaveWaiting } from "./waiting";

export type Opening =
  /** This caller holds the host. */
  | { opened: true; row: OperationRow }
  /** `same-form`: its operation from before; `other-body`: a program's key, and something else. `in-progress`: another holds the host. */
  | { opened: false; why: "same-form" | "other-body" | "in-progress"; row: OperationRow };

const inProgress = () => inArray(operations.outcome, ["open", "checking"]);
const OPEN_ATTEMPTS = 5;

/**
 * Writes the intent. The unique index on a host's going operation decides who may, across instances; the row is
 * leased for this process, so that no reconciler takes it for a dead one's.
 */
export async function openOperation(intent: Intent): Promise<Opening> {
  for (let attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
    const row = await database().transaction((tx) => insertIntent(tx, intent));
    if (row) {
      return { opened: true, row };
    }
    const before = await whatStandsInTheWay(intent);
    if (before) {
      return before;
    }
    // The operation in the way ended between the two statements.
  }
  throw new Error("The host's operations change faster than one can be opened");
}

/**
 * Ends an accepted Stop or Restart as superseded and opens `intent` in its place, both or neither. When `currentId` is
 * no longer that, it is as `openOperation` finds it.
 */
export async function supersede(currentId: string, intent: Intent): Promise<Opening> {
  const replace = database().transaction(async (tx) => {
    const [ended] = await tx
      .update(operations)
      .set({ outcome: "superseded", endedAt: sql`now()`, ...RELEASED })
      .where(
        and(
          eq(operations.id, currentId),
          eq(operations.vmId, intent.vmId),
          eq(operations.outcome, "open"),
          isNotNull(operations.acceptedAt),
          inArray(operations.kind, [...WAITING_KINDS]),
          // A form that is sent twice must not end what its first sending opened.
          sql`not exists (select 1 from ${operations} same where same.form_key = ${keyOf(intent)})`,
        ),
      )
      .returning({ kind: operations.kind });
    const inserted = ended ? await insertIntent(tx, intent) : null;
    if (!ended || !inserted) {
      if (ended) {
        tx.rollback();
      }
      return null;
    }
    await tx.update(operations).set({ supersededBy: inserted.id }).where(eq(operations.id, currentId));
    await publish(tx, { type: "operation", vmId: intent.vmId, operationId: currentId });
    return { row: inserted, endedKind: ended.kind };
  });
  const replaced = await replace.catch((err) => {
    if (err instanceof TransactionRollbackError) {
      return null;
    }
    throw err;
  });
  if (!replaced) {
    return openOperation(intent);
  }
  countEnd(replaced.endedKind, "superseded");
  return { opened: true, row: replaced.row };
}

const keyOf = ({ actor, vmId, kind, key }: Intent) =>
  formKeyOf({ accountId: actor.accountId, vmId, kind, key });

const askedBy = ({ key, actor }: Intent) =>
  typeof key === "string"
    ? { sessionId: actor.sessionId }
    : { tokenId: key.tokenId, bodyHash: key.bodyHash, ...("id" in key && { id: key.id }) };

async function insertIntent(tx: Transaction, intent: Intent): Promise<OperationRow | null> {
  const [row] = await tx
    .insert(operations)
    .values({
      tenancyId: intent.tenancyId,
      vmId: intent.vmId,
      kind: intent.kind,
      outcome: "open",
      formKey: keyOf(intent),
      accountId: intent.actor.accountId,
      actorName: intent.actor.name,
      actorRole: intent.actor.role,
      ...askedBy(intent),
      viewId: intent.actor.viewId ?? null,
      address: intent.actor.role === "customer" ? null : (currentRequest()?.address ?? null),
      language: intent.language,
      params: intent.params ?? {},
      limitAt: inMs(intent.limitMs ?? config().operations.limitMs),
      claimedBy: instanceId(),
      claimedUntil: inMs(LEASE_MS),
    })
    .onConflictDoNothing()
    .returning();
  if (row) {
    await leaveWaiting(row, tx);
    await publish(tx, { type: "operation", vmId: row.vmId, operationId: row.id });
  }
  return row ?? null;
}

async function whatStandsInTheWay(intent: Intent): Promise<Opening | null> {
  const formKey = keyOf(intent);
  const rows = await database()
    .select()
    .from(operations)
    .where(
      or(
        eq(operations.formKey, formKey),
        and(eq(operations.vmId, intent.vmId), inProgress(), notInArray(operations.kind, [...CONSOLE_KINDS])),
      ),
    );
  const same = rows.find((row) => row.formKey === formKey);
  if (same) {
    const isOther = typeof intent.key !== "string" && same.bodyHash !== intent.key.bodyHash;
    return { opened: false, why: isOther ? "other-body" : "same-form", row: same };
  }
  return rows[0] ? { opened: false, why: "in-progress", row: rows[0] } : null;
}

/**
 * To be called just before the bytes leave. False: this process no longer holds the operation (it stood still for so
 * long that another one ended it) or `only` doesn't hold, and nothing may be sent.
 */
export async function markSent(
  id: string,
  seen: { notes?: VerificationNotes; params?: Intent["params"]; limitMs?: number } = {},
  only?: SQL,
): Promise<boolean> {
  const { limitMs, params, ...notes } = seen;
  const row = await change(
    id,
    {
      sentAt: sql`now()`,
      limitAt: inMs(limitMs ?? config().operations.limitMs),
      claimedUntil: inMs(LEASE_MS),
      ...notes,
      ...(params && { params: mergedParams(params) }),
    },
    and(
      eq(operations.outcome, "open"),
      isNull(operations.sentAt),
      eq(operations.claimedBy, instanceId()),
      gt(operations.claimedUntil, sql`now()`),
      only,
    ),
  );
  return row !== null;
}

/** The master answered `0`; any instance's reconciler does the rest. Null where it is no longer open. */
export const markAccepted = (
  id: string,
  { notes, params }: { notes?: VerificationNotes; params?: Intent["params"] } = {},
): Promise<OperationRow | null> =>
  change(
    id,
    {
      acceptedAt: sql`now()`,
      outcome: "open",
      ...RELEASED,
      ...(notes && { notes }),
      ...(params && { params: mergedParams(params) }),
    },
    and(inProgress(), isNotNull(operations.sentAt), isNull(operations.acceptedAt)),
  );

/** It was sent, and no trustworthy answer came. `seen`: the refusal, if there was one, and what was seen already. */
export const markChecking = (
  id: string,
  faultDetail: string,
  seen: { refusal?: string; notes?: VerificationNotes } = {},
): Promise<OperationRow | null> =>
  change(
    id,
    { outcome: "checking", checkedAt: sql`now()`, faultDetail, ...RELEASED, ...seen },
    and(eq(operations.outcome, "open"), isNotNull(operations.sentAt), isNull(operations.acceptedAt)),
  );

/** Ends an operation in progress. Null where it had ended already: the first ending stands. */
export const settle = (id: string, ending: Ending): Promise<OperationRow | null> =>
  settleIf(id, ending, inProgress());

/** Ends an intent that its process never sent. Null where it was sent meanwhile, by a paused process that went on. */
export const settleUnsent = (id: string): Promise<OperationRow | null> =>
  settleIf(
    id,
    { outcome: "not-sent", notSentCause: "interrupted" },
    and(inProgress(), isNull(operations.sentAt)),
  );

async function settleIf(id: string, ending: Ending, only: SQL | undefined): Promise<OperationRow | null> {
  const { params, evidence, ...values } = ending;
  const row = await change(
    id,
    {
      ...values,
      endedAt: sql`now()`,
      evidence: evidence ?? null,
      ...(params ? { params: mergedParams(params) } : {}),
      ...RELEASED,
    },
    only,
  );
  if (row) {
    countEnd(row.kind, row.outcome);
  }
  return row;
}

/** Added to those there are. */
export const mergedParams = (params: NonNullable<Intent["params"]>): SQL =>
  sql`${operations.params} || ${JSON.stringify(params)}::jsonb`;

type Values = Parameters<ReturnType<ReturnType<typeof database>["update"]>["set"]>[0];

/** Changes one row where `only` holds, with the notice in one transaction. Null where it doesn't hold. */
export async function change(
  id: string,
  values: Values,
  only: SQL | undefined,
): Promise<OperationRow | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .update(operations)
      .set(values)
      .where(and(eq(operations.id, id), only))
      .returning();
    if (row) {
      await publish(tx, { type: "operation", vmId: row.vmId, operationId: row.id });
      await tellOutcome(row, tx);
    }
    return row ?? null;
  });
}
