import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { notesOf, type OperationRow, type VerificationNotes } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import { parseRowId, parseUserId, type RowId, type UserId, type VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import { hasContent, type Outcome } from "@/lib/rstack/outcome";
import { recordState } from "../record-state";

/**
 * An empty body is the vendor's "no rows", and also what a broken proxy sends, so it proves nothing by itself. A list
 * with a body proves what is missing from it. Emptiness is confirmed by a second look, each beside an answer with a body.
 */
export interface Reading<T> {
  value: T;
  /** `confirmed-empty`: no body, twice. */
  how: "content" | "confirmed-empty";
}

/** Where a host is, for the lists that are wider than its own; null where the mirror doesn't know. */
export async function placeOf(vmId: VmId): Promise<{ nodeId: RowId | null; owner: UserId | null }> {
  const [row] = await database()
    .select({ nodeId: hosts.nodeId, owner: hosts.owner })
    .from(hosts)
    .where(eq(hosts.vmId, vmId));
  return { nodeId: parseRowId(row?.nodeId ?? null), owner: parseUserId(row?.owner ?? null) };
}

/** A host's rows in a list that is wider than its own; null where some row doesn't say whose it is. */
export function ofHostIn<T extends { vmId: VmId | null }>(
  wide: Outcome<T[]> | null,
  vmId: VmId,
): Outcome<T[]> | null {
  if (!wide?.ok) {
    return wide;
  }
  const isTold = wide.value.every((row) => row.vmId !== null);
  return isTold ? { ...wide, value: wide.value.filter((row) => row.vmId === vmId) } : null;
}

/**
 * A list that can be compared with later ones, read before a command is sent. Where it comes without a body, `wider`
 * is asked for the same rows (null: there is no such list); where that has none either, the list is read again after
 * some seconds. A fault of the list or of `vm_state` is returned.
 */
export async function readForComparison<T>(
  vmId: VmId,
  read: () => Promise<Outcome<T>>,
  wider: () => Promise<Outcome<T> | null>,
  options: CallOptions,
): Promise<Outcome<Reading<T>>> {
  const first = await read();
  if (!first.ok || hasContent(first)) {
    return asReading(first, "content");
  }
  const wide = await wider();
  if (wide && hasContent(wide)) {
    return asReading(wide, "content");
  }
  const fault = await stateFault(vmId, options);
  if (fault) {
    return fault;
  }
  await wait(config().operations.emptyListMs);
  const second = await read();
  if (!second.ok || hasContent(second)) {
    return asReading(second, "content");
  }
  return (await stateFault(vmId, options)) ?? asReading(second, "confirmed-empty");
}

const asReading = <T>(list: Outcome<T>, how: Reading<T>["how"]): Outcome<Reading<T>> =>
  list.ok ? { ok: true, value: { value: list.value, how } } : list;

async function stateFault(
  vmId: VmId,
  options: CallOptions,
): Promise<Extract<Outcome<never>, { ok: false }> | null> {
  const at = new Date();
  const read = await master().readState(vmId, options);
  if (!read.ok) {
    return read;
  }
  await recordState(vmId, read.value, at);
  return null;
}

/** For the notes once the list has a body: an earlier empty reading no longer counts as the first of two. */
export const NOT_EMPTY = { emptySince: null } satisfies VerificationNotes;

/**
 * Whether a list's last entry is gone, after that list came without a body. After the command's own `0`: once two such
 * lists, seconds apart, were each followed by an answer of `vm_state`. Without it: when `isInWider` says false, by a
 * wider list with content (null: there is none). `now` is the database's time when this look began, `startedAt` the
 * `performance.now()` of that moment.
 */
export async function confirmGone(
  vmId: VmId,
  row: OperationRow,
  { now, startedAt }: { now: Date; startedAt: number },
  isInWider: () => Promise<boolean | null>,
): Promise<{ isGone: boolean; notes: VerificationNotes }> {
  const notes = notesOf(row);
  if (row.acceptedAt === null) {
    return { isGone: (await isInWider()) === false, notes };
  }
  // The first list is dated by its arrival, the second by when it was asked for.
  const readAt = new Date(now.getTime() + performance.now() - startedAt);
  if (await stateFault(vmId, { priority: "motion" })) {
    return { isGone: false, notes };
  }
  const since = typeof notes.emptySince === "string" ? Date.parse(notes.emptySince) : null;
  const isGone = since !== null && now.getTime() - since >= config().operations.emptyListMs;
  return { isGone, notes: since === null ? { ...notes, emptySince: readAt.toISOString() } : notes };
}

/**
 * `unconfirmed`, for what nothing can confirm, once `OPERATION_NO_EVIDENCE_SECONDS` have passed since the command's answer
 * (else its sending). Null before.
 */
export function overdueVerdict(row: OperationRow, now: Date, notes: VerificationNotes): Verdict | null {
  const from = row.acceptedAt ?? row.sentAt;
  const waitedMs = from === null ? 0 : now.getTime() - from.getTime();
  return waitedMs >= config().operations.noEvidenceMs
    ? { seen: "end", outcome: "unconfirmed", evidence: { ...notes, waitedMs } }
    : null;
}

/**
 * The same for a command whose answer was lost, after a look that saw nothing of it. For kinds that the master carries
 * out at once. Null where it was answered.
 */
export const lostVerdict = (row: OperationRow, now: Date, notes: VerificationNotes): Verdict | null =>
  row.acceptedAt === null ? overdueVerdict(row, now, notes) : null;
