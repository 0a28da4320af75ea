import "server-only";
import { config } from "../config";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { log } from "../log";
import { keepLease, keepNotes, renewLease } from "./leases";
import { markChecking, settle, settleUnsent } from "./ledger";
import { isNotReacting } from "./not-reacting";
import { notesOf, type OperationRow, type VerificationNotes } from "./operation-row";
import { isConfirming, stepsOf } from "./present";
import { verificationFor } from "./verifications";

export interface Follower {
  stop(): void;
}

/** For this long the looks come at full pace; then they slow down. */
const QUICK_MS = 60_000;
const SLOWEST = 4;

/** Verifies a leased operation again and again until it ends or the lease is lost. Never sends anything. */
export function follow(first: OperationRow, onEnd: () => void): Follower {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let notes: VerificationNotes | undefined;
  // A look can take longer than a lease holds.
  const letGo = keepLease(first.id);

  const end = () => {
    stopped = true;
    letGo();
    onEnd();
  };
  const round = async () => {
    const held = await renewLease(first.id, notes);
    if (!held || stopped) {
      return end();
    }
    const went = await lookOnce(held.row, held.now);
    if (went.ended) {
      return end();
    }
    notes = went.notes;
    wait(held.row, held.now);
  };
  const run = () =>
    round().catch((err) => {
      log.warn({ err, operation: first.id }, "an operation could not be looked at");
      waitFor(SLOWEST * config().live.motionMs);
    });
  const wait = (row: OperationRow, now: Date) => waitFor(waitMs(row, now));
  const waitFor = (ms: number) => {
    if (!stopped) {
      timer = setTimeout(run, ms);
    }
  };

  void run();
  return {
    stop() {
      stopped = true;
      letGo();
      if (timer) {
        clearTimeout(timer);
      }
    },
  };
}

function waitMs(row: OperationRow, now: Date): number {
  const { motionMs } = config().live;
  const since = now.getTime() - (row.acceptedAt ?? row.sentAt ?? row.startedAt).getTime();
  const factor = Math.min(SLOWEST, Math.max(1, since / QUICK_MS));
  const limitIn = row.limitAt ? row.limitAt.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
  return Math.max(10, Math.min(motionMs * factor, limitIn + 10));
}

type Went = { ended: true } | { ended: false; notes?: VerificationNotes };

/**
 * One look at an operation that this process has leased. If the look fails after the limit, the operation ends all the
 * same, so that none holds its host for ever. Exported for tests.
 */
export async function lookOnce(row: OperationRow, now: Date): Promise<Went> {
  try {
    return await look(row, now);
  } catch (err) {
    if (!row.sentAt || !row.limitAt || now < row.limitAt) {
      throw err;
    }
    log.error({ err, operation: row.id }, "an operation could not be looked at until its time was up");
    const waitedMs = now.getTime() - row.sentAt.getTime();
    await settle(row.id, { outcome: "unconfirmed", evidence: { why: "not-looked-at", waitedMs } });
    return { ended: true };
  }
}

async function look(row: OperationRow, now: Date): Promise<Went> {
  if (!row.sentAt) {
    // Its process died before sending, and can't send any more: `markSent` needs a lease that holds.
    await settleUnsent(row.id);
    return { ended: true };
  }
  if (row.outcome === "open" && !row.acceptedAt) {
    await markChecking(row.id, "the panel stopped before the answer came");
    return { ended: true };
  }
  const verify = verificationFor(row.kind);
  if (!verify) {
    log.error({ operation: row.id, kind: row.kind }, "no verification is registered for this kind");
  }
  const verdict = (await verify?.(row, now)) ?? { seen: "nothing" as const };
  if (verdict.seen === "end") {
    await settle(row.id, {
      outcome: verdict.outcome,
      evidence: verdict.evidence,
      params: verdict.params,
    });
    return { ended: true };
  }
  const notes = verdict.notes ?? notesOf(row);
  if (row.limitAt && now >= row.limitAt) {
    await settle(row.id, {
      outcome: "unconfirmed",
      evidence: { ...notes, waitedMs: now.getTime() - row.sentAt.getTime() },
    });
    return { ended: true };
  }
  await tellChange(row, notes);
  return { ended: false, notes: await tellNotReacting(row, now, notes) };
}

/** Tells all pages at once when the steps or the checking that they show have changed. */
async function tellChange(row: OperationRow, notes: VerificationNotes): Promise<void> {
  const after = { ...row, notes };
  const isNew = stepsOf(after).length !== stepsOf(row).length || isConfirming(after) !== isConfirming(row);
  if (isNew && (await keepNotes(row.id, notes))) {
    await publish(database(), { type: "operation", vmId: row.vmId, operationId: row.id });
  }
}

/** Tells all pages, once, that the system in the host doesn't react. */
async function tellNotReacting(
  row: OperationRow,
  now: Date,
  notes: VerificationNotes,
): Promise<VerificationNotes> {
  if (notes.toldNotReacting || !isNotReacting(row, now)) {
    return notes;
  }
  await publish(database(), { type: "operation", vmId: row.vmId, operationId: row.id });
  return { ...notes, toldNotReacting: true };
}
