import "server-only";
import { and, eq, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { OPERATION_KINDS, type OperationKind, rulesOf } from "./command-rules";
import { RELEASED } from "./leases";
import { change, mergedParams } from "./ledger";
import type { Intent, OperationRow, VerificationNotes } from "./operation-row";
import { verificationFor } from "./verifications";

/** How long a refusal is looked after while nothing shows. Where something shows: to the operation's own limit. */
const DOUBT_MS = 60_000;
const AT_ONCE = 50;

const ms = (value: number): SQL => sql`${value} * interval '1 millisecond'`;

/** The looks slow down: the next comes after a quarter of the time since the sending, and never before the usual interval. */
const untilNext = (): SQL => sql`greatest(${ms(config().live.motionMs)}, (now() - ${operations.sentAt}) / 4)`;

const lookedAfterUntil = (): SQL => sql`case
  when ${operations.notes}->>'underWay' = 'true' then ${operations.limitAt}
  else least(${operations.limitAt}, ${operations.sentAt} + ${ms(DOUBT_MS)}) end`;

const nextLook = (): SQL<Date | null> =>
  sql`case when now() + ${untilNext()} <= ${lookedAfterUntil()} then now() + ${untilNext()} end`;

const isKind = (kind: string): kind is OperationKind => OPERATION_KINDS.some((known) => known === kind);

/**
 * Whether something that could have had the same effect was sent to the host after `row`: then what shows may be that
 * one's doing. What was not sent, or is about something else, does not count.
 */
async function wasSentAgain(row: OperationRow): Promise<boolean> {
  if (!isKind(row.kind) || row.sentAt === null) {
    return true;
  }
  const { sameEffect, about } = rulesOf(row.kind);
  const another = about
    ? sql`${operations.kind} = ${row.kind} and ${operations.params}->>${about} is distinct from
        (select mine.params->>${about} from operations mine where mine.id = ${row.id})`
    : sql`false`;
  const [later] = await database()
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.vmId, row.vmId),
        ne(operations.id, row.id),
        // Compared in the database: JavaScript's dates have no microseconds.
        sql`${operations.sentAt} >= (select mine.sent_at from operations mine where mine.id = ${row.id})`,
        ne(operations.outcome, "not-sent"),
        inArray(operations.kind, [...sameEffect]),
        sql`not (${another})`,
      ),
    )
    .limit(1);
  return later !== undefined;
}

/**
 * The master said no, and nothing shows otherwise: the host is free again. A master can say no and do it all the same a
 * little later, so this is looked after for a while, by any instance.
 */
export const settleRefused = (
  id: string,
  refusal: string,
  notes?: VerificationNotes,
): Promise<OperationRow | null> =>
  change(
    id,
    {
      outcome: "refused",
      refusal,
      endedAt: sql`now()`,
      lookAgainAt: nextLook(),
      ...RELEASED,
      ...(notes ? { notes } : {}),
    },
    inArray(operations.outcome, ["open", "checking"]),
  );

/**
 * The one change of an ended row: a refusal that reading back proved wrong. Null, and nothing changed, where what was
 * seen may be the effect of a command that was sent later.
 */
export const correctRefusal = async (
  row: OperationRow,
  evidence: Record<string, unknown>,
  params: NonNullable<Intent["params"]> = {},
): Promise<OperationRow | null> =>
  (await wasSentAgain(row))
    ? null
    : change(
        row.id,
        { outcome: "done", evidence, params: mergedParams(params), lookAgainAt: null },
        eq(operations.outcome, "refused"),
      );

/** Refusals whose next look is due, taken for this caller: no other gets them before the look after it is due. */
export async function dueRefusals(): Promise<OperationRow[]> {
  const due = database()
    .select({ id: operations.id })
    .from(operations)
    .where(lt(operations.lookAgainAt, sql`now()`))
    .orderBy(operations.lookAgainAt)
    .limit(AT_ONCE)
    .for("update", { skipLocked: true });
  return database()
    .update(operations)
    .set({ lookAgainAt: nextLook() })
    .where(inArray(operations.id, due))
    .returning();
}

/** One look at a refused operation. What is seen counts, unless a later command explains it. */
export async function lookAfterRefusal(row: OperationRow): Promise<void> {
  const verdict = (await wasSentAgain(row)) ? undefined : await verificationFor(row.kind)?.(row, new Date());
  if (verdict?.seen === "end" && verdict.outcome === "done") {
    const evidence = { ...verdict.evidence, despiteRefusal: true };
    if (await correctRefusal(row, evidence, verdict.params)) {
      return;
    }
  }
  const isOver = verdict?.seen !== "nothing";
  const notes = verdict?.seen === "nothing" ? verdict.notes : undefined;
  if (isOver || notes) {
    await database()
      .update(operations)
      .set({ ...(isOver ? { lookAgainAt: null } : {}), ...(notes ? { notes } : {}) })
      .where(and(eq(operations.id, row.id), eq(operations.outcome, "refused")));
  }
}
