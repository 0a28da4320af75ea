import "server-only";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { markSent, openOperation, settle, settleUnsent } from "@/lib/operations/ledger";
import type { Intent, OperationRow } from "@/lib/operations/operation-row";
import { isInProgress } from "@/lib/operations/operation-view";
import { readOperation } from "@/lib/operations/read-ledger";
import { parseVmId, type VmId } from "@/lib/rstack/ids";
import { consoleIsOver } from "@/lib/rstack/rows/console-state";
import { whileLeased, writeAnswer } from "../record-answer";
import { consoleLimitMs } from "./console-limit";
import { type ConsoleRow, hasNewer } from "./console-rows";
import type { EndCause } from "./end-cause";
import { verifyEndConsole } from "./verify-console";

/**
 * Ends a console that nobody asked to end, for who opened it, and writes that down like any other operation: first what
 * is going to be asked, then what came of it. True once it is known to be over; where it isn't, to be called again.
 */
export async function endOpened(row: ConsoleRow, cause: EndCause): Promise<boolean> {
  const vmId = parseVmId(row.vmId);
  const opener = await operationThatOpened(row);
  if (!vmId || !opener?.accountId) {
    throw new Error("a console is noted that no operation opened");
  }
  const earlier = await attemptsAt(row);
  const last = earlier.at(-1);
  if (last) {
    if (isInProgress(last.outcome) || last.outcome === "done") {
      return last.outcome === "done";
    }
    const stands = await standsOpen(vmId);
    if (stands !== "open" || !isTime(earlier)) {
      return stands === "gone";
    }
  }
  const opening = await openOperation(
    intentOf({ row, cause, opener, accountId: opener.accountId, vmId, attempt: earlier.length }),
  );
  // Another instance was quicker: it sees to the rest.
  return opening.opened ? isOver(await carryOut(row, vmId, opening.row)) : false;
}

const isOver = ({ outcome, acceptedAt }: OperationRow): boolean => outcome === "done" || acceptedAt !== null;

interface Ended {
  row: ConsoleRow;
  cause: EndCause;
  opener: OperationRow;
  accountId: string;
  vmId: VmId;
  attempt: number;
}

/** Its key is the console's and the attempt's: of several instances one alone may. */
const intentOf = ({ row, cause, opener, accountId, vmId, attempt }: Ended): Intent => ({
  tenancyId: row.tenancyId,
  vmId,
  kind: "end-console",
  key: `${row.id} ${attempt}`,
  params: { cause, consoleId: row.id },
  limitMs: consoleLimitMs(),
  actor: {
    accountId,
    sessionId: row.sessionId,
    name: opener.actorName,
    role: opener.actorRole,
    viewId: row.viewId,
  },
  language: opener.language === "zh-CN" ? "zh-CN" : "en",
});

/**
 * The one command on a host that proves no owner: it closes what the tenancy left open, after that tenancy's end too.
 * What it checks last is that nobody opened a newer console meanwhile.
 */
const carryOut = (console: ConsoleRow, vmId: VmId, opened: OperationRow): Promise<OperationRow> =>
  whileLeased(opened, async () => {
    let mayBeSent = true;
    const beforeSend = async () => {
      mayBeSent = !(await hasNewer(console)) && (await markSent(opened.id, { limitMs: consoleLimitMs() }));
      return mayBeSent;
    };
    const answer = await master().endConsole(vmId, { priority: "motion", beforeSend });
    if (!mayBeSent) {
      return settleUnsent(opened.id);
    }
    const row = await writeAnswer(opened, answer);
    return row?.outcome === "open" ? settleWhereSeen(row, vmId) : row;
  });

/** After a `0`: mostly it is gone at once. Where it isn't the reconciler looks on. Returns the row as it stands then. */
export async function settleWhereSeen(row: OperationRow, vmId: VmId): Promise<OperationRow | null> {
  const verdict = await verifyEndConsole(vmId, row);
  const settled =
    verdict.seen === "end" ? await settle(row.id, { outcome: "done", evidence: verdict.evidence }) : null;
  // Null also where the reconciler saw it first.
  return settled ?? readOperation(row.id);
}

/** Who opened it: the row of a console is written while this goes. */
async function operationThatOpened(row: ConsoleRow): Promise<OperationRow | null> {
  const [opener] = await database()
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.tenancyId, row.tenancyId),
        eq(operations.kind, "open-console"),
        eq(operations.sessionId, row.sessionId),
        sql`${operations.startedAt} <= (select opened_at from consoles where id = ${row.id})`,
      ),
    )
    .orderBy(desc(operations.startedAt))
    .limit(1);
  return opener ?? null;
}

/** Oldest first. */
const attemptsAt = (row: ConsoleRow): Promise<OperationRow[]> =>
  database()
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.tenancyId, row.tenancyId),
        eq(operations.kind, "end-console"),
        sql`${operations.params}->>'consoleId' = ${row.id}`,
      ),
    )
    .orderBy(asc(operations.startedAt));

/** Before it is asked again: it may be gone by now, and a master that doesn't answer gets no second line for it. */
async function standsOpen(vmId: VmId): Promise<"open" | "gone" | "not-told"> {
  const read = await master().readConsole(vmId, { priority: "motion" });
  if (!read.ok) {
    // A refusal is an answer, too: a host that is gone has no console.
    return read.fault.kind === "refused" ? "gone" : "not-told";
  }
  return consoleIsOver(read.value, new Date()) ? "gone" : "open";
}

/** Ever more seldom, or a master that takes none would fill the customer's list. */
function isTime(earlier: OperationRow[]): boolean {
  const [first, last] = [earlier[0], earlier.at(-1)];
  const triedFor = first && last ? last.startedAt.getTime() - first.startedAt.getTime() : 0;
  return first !== undefined && Date.now() - first.startedAt.getTime() >= 2 * triedFor;
}
