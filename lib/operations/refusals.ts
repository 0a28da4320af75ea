import "server-only";
import { and, eq, getTableColumns, inArray, lt, type SQL, sql } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { CONSOLE_KINDS } from "./command-rules";
import { change, type Intent, mergedParams } from "./ledger";
import type { OperationRow, ProbeNotes } from "./operation-row";
import { probeFor } from "./probes";

/** So long a refusal is looked after where nothing of it shows; to the operation's own limit where something does. */
const DOUBT_MS = 60_000;
const AT_ONCE = 50;

const ms = (value: number): SQL => sql`${value} * interval '1 millisecond'`;

/** Ever more seldom: at most one look an interval, and a quarter of the time that has passed since it was sent. */
const untilNext = (): SQL => sql`greatest(${ms(config().live.motionMs)}, (now() - ${operations.sentAt}) / 4)`;

const lookedAfterUntil = (): SQL => sql`case
  when ${operations.probe}->>'underWay' = 'true' then ${operations.limitAt}
  else least(${operations.limitAt}, ${operations.sentAt} + ${ms(DOUBT_MS)}) end`;

const nextLook = (): SQL<Date | null> =>
  sql`case when now() + ${untilNext()} <= ${lookedAfterUntil()} then now() + ${untilNext()} end`;

const CONSOLES = sql.join(
  CONSOLE_KINDS.map((kind) => sql`${kind}`),
  sql`, `,
);

/**
 * Something newer was asked of the host that could have had the same effect: a console and the host itself couldn't.
 * By plain names: in what a statement returns, a column's own table is left out.
 */
const hasNewer = (): SQL<boolean> => sql<boolean>`exists (select 1 from operations newer
  where newer.vm_id = operations.vm_id and newer.started_at > operations.started_at
  and (newer.kind in (${CONSOLES})) = (operations.kind in (${CONSOLES})))`;

/**
 * The master said no, and nothing shows otherwise: the host is free again. A master can say no and do it all the same a
 * little later, so this is looked after for a while, by any instance.
 */
export const settleRefused = (
  id: string,
  refusal: string,
  notes?: ProbeNotes,
): Promise<OperationRow | null> =>
  change(
    id,
    {
      outcome: "refused",
      refusal,
      endedAt: sql`now()`,
      lookAgainAt: nextLook(),
      claimedBy: null,
      claimedUntil: null,
      ...(notes ? { probe: notes } : {}),
    },
    inArray(operations.outcome, ["open", "checking"]),
  );

/**
 * The one change of an ended row: a refusal that reading back proved wrong, as long as nothing newer was asked of the
 * host that could have had the same effect.
 */
export const correctRefusal = (
  id: string,
  evidence: Record<string, unknown>,
  params: NonNullable<Intent["params"]> = {},
): Promise<OperationRow | null> =>
  change(
    id,
    { outcome: "done", evidence, params: mergedParams(params), lookAgainAt: null },
    and(eq(operations.outcome, "refused"), sql`not ${hasNewer()}`),
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
  const rows = await database()
    .update(operations)
    .set({ lookAgainAt: sql`case when ${hasNewer()} then null else ${nextLook()} end` })
    .where(inArray(operations.id, due))
    .returning({ ...getTableColumns(operations), newer: hasNewer() });
  return rows.filter(({ newer }) => !newer);
}

/** One look at a refused operation, without holding its host: what is seen counts. */
export async function lookAfterRefusal(row: OperationRow): Promise<void> {
  const verdict = await probeFor(row.kind)?.(row, new Date());
  if (verdict?.seen === "end" && verdict.outcome === "done") {
    await correctRefusal(row.id, { ...verdict.evidence, despiteRefusal: true }, verdict.params);
    return;
  }
  const isOver = verdict === undefined || verdict.seen === "end";
  const notes = verdict?.seen === "nothing" ? verdict.notes : undefined;
  if (isOver || notes) {
    await database()
      .update(operations)
      .set({ ...(isOver ? { lookAgainAt: null } : {}), ...(notes ? { probe: notes } : {}) })
      .where(and(eq(operations.id, row.id), eq(operations.outcome, "refused")));
  }
}
