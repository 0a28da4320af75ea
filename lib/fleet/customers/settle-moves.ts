import "server-only";
import { and, asc, eq, isNotNull, lte, sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { ownerMoves } from "@/lib/db/staff-schema";
import { every } from "@/lib/every";
import { log } from "@/lib/log";
import { recordAudit } from "@/lib/operations/audit";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { dropMove, follow } from "./change-number";
import { type ReadCustomer, readCustomer } from "./find-customers";

const TICK_MS = 5_000;
/** Between two looks at one move: it may take effect late. */
const AGAIN_SECONDS = 10;

type Move = typeof ownerMoves.$inferSelect;

/** Sees each change of a number whose answer was lost to its end; in each instance, one at a time for each. Returns what ends it. */
export const startSettlingMoves = (): (() => void) =>
  every(TICK_MS, "changes of customer numbers could not be settled", settleMoves).stop;

/** One look at what is due. Exported for tests. */
export async function settleMoves(): Promise<void> {
  for (let move = await nextDue(); move; move = await nextDue()) {
    await settleMove(move);
  }
}

/** Its next look is put off first: another instance takes another one. */
async function nextDue(): Promise<Move | null> {
  return database().transaction(async (tx) => {
    const [due] = await tx
      .select({ id: ownerMoves.id })
      .from(ownerMoves)
      .where(and(isNotNull(ownerMoves.lookAt), lte(ownerMoves.lookAt, sql`now()`)))
      .orderBy(asc(ownerMoves.lookAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) {
      return null;
    }
    const [move] = await tx
      .update(ownerMoves)
      .set({ lookAt: sql`now() + ${AGAIN_SECONDS} * interval '1 second'` })
      .where(eq(ownerMoves.id, due.id))
      .returning();
    return move ?? null;
  });
}

async function settleMove(move: Move): Promise<void> {
  const [from, to] = [parseUserId(move.fromOwner), parseUserId(move.toOwner)];
  if (!from || !to) {
    return dropMove(move.id);
  }
  const [old, now] = await Promise.all([readCustomer(from, "mirror"), readCustomer(to, "mirror")]);
  const has = (read: ReadCustomer) => read.found === "one" && read.user.rowId === move.rowId;
  if (has(now) && !has(old)) {
    await follow(move.id, from, to);
    return tell(move, from, to, "done");
  }
  if (has(old) && now.found === "none") {
    return still(move, from, to);
  }
  if (old.found !== "fault" && now.found !== "fault" && move.holdsUntil.getTime() < Date.now()) {
    // Under neither number for a whole day: the customer is gone, or somebody changed it once more.
    await dropMove(move.id);
    return tell(move, from, to, "failed");
  }
}

/** The old number stands. What was sent may still take effect, so a second look has to show the same. */
async function still(move: Move, from: UserId, to: UserId): Promise<void> {
  if (move.stillSince === null) {
    await database().update(ownerMoves).set({ stillSince: sql`now()` }).where(eq(ownerMoves.id, move.id));
  } else if (Date.now() - move.stillSince.getTime() >= config().status.secondLookMs) {
    await dropMove(move.id);
    await tell(move, from, to, "failed");
  }
}

/** A row of its own in the audit, by whoever asked for it: that of the click stays as it was. */
async function tell(move: Move, from: UserId, to: UserId, outcome: "done" | "failed"): Promise<void> {
  log.info({ from, to, outcome }, "a change of a customer's number was settled afterwards");
  if (move.accountId && move.actorName && move.actorRole) {
    await recordAudit(
      { accountId: move.accountId, displayName: move.actorName, role: move.actorRole, view: null },
      { action: "customer-number-changed", outcome, userId: from, detail: { to, settled: "later" } },
    );
  }
}
