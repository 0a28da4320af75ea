import "server-only";
import { and, eq, inArray, lt, notExists, or, sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { pendingPasswords } from "@/lib/db/host-schema";
import { operations } from "@/lib/db/schema";
import { inMs } from "@/lib/operations/leases";
import type { OperationRow, VerificationNotes } from "@/lib/operations/operation-row";
import { reseal, seal, unseal } from "@/lib/sealed-secret";

export type PendingPassword = typeof pendingPasswords.$inferSelect;

/** Names the operation, so that a sealed password can't be opened under another one. */
const purposeOf = (operationId: string): string => `password after reinstall ${operationId}`;

/** To be called before the reinstall is sent, so that a panel finds it again after a crash. */
export async function keepPassword(row: OperationRow, password: string): Promise<void> {
  const { reinstallLimitMs, limitMs } = config().operations;
  await database()
    .insert(pendingPasswords)
    .values({
      operationId: row.id,
      vmId: row.vmId,
      sealed: seal(purposeOf(row.id), password),
      expiresAt: inMs(reinstallLimitMs + 2 * limitMs),
    });
}

export async function readPending(operationId: string): Promise<PendingPassword | null> {
  const [row] = await database()
    .select()
    .from(pendingPasswords)
    .where(eq(pendingPasswords.operationId, operationId));
  return row ?? null;
}

const isWaiting = (operationId: string) =>
  and(eq(pendingPasswords.operationId, operationId), eq(pendingPasswords.state, "waiting"));

/** The waiting password, to be sent once `takePassword` allows it. Null where there is none or it can't be opened. */
export async function readPassword(operationId: string): Promise<string | null> {
  const pending = await readPending(operationId);
  return pending?.state === "waiting" && pending.sealed !== null
    ? unseal(purposeOf(operationId), pending.sealed)
    : null;
}

/**
 * Takes the password out of the database right before it is sent, and marks it as sent. One caller of all instances gets
 * it, once; null for every other, and where it can't be opened or the reinstall has ended. If the process dies after
 * this, the password may or may not be set, and is unconfirmed.
 */
export async function takePassword(
  operationId: string,
  taskNotes: VerificationNotes,
): Promise<string | null> {
  const inProgress = database()
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.id, operationId), inArray(operations.outcome, ["open", "checking"])));
  return database().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(pendingPasswords)
      .where(and(isWaiting(operationId), inArray(pendingPasswords.operationId, inProgress)))
      .for("update");
    if (!row) {
      return null;
    }
    const password = row.sealed === null ? null : unseal(purposeOf(operationId), row.sealed);
    const next = password === null ? ("not-sent" as const) : ("sent" as const);
    await tx
      .update(pendingPasswords)
      .set({ sealed: null, state: next, sentAt: sql`now()`, tasksBefore: taskNotes })
      .where(eq(pendingPasswords.operationId, operationId));
    return password;
  });
}

/** The notes of its tasks from before it was sent. */
export const taskNotesOf = ({ tasksBefore }: PendingPassword): VerificationNotes =>
  typeof tasksBefore === "object" && tasksBefore !== null && !Array.isArray(tasksBefore)
    ? (tasksBefore as VerificationNotes)
    : { tasksBefore };

/** Writes the master's answer. Without one the row stays `sent`, and verification looks at its task. */
export async function noteAnswer(
  operationId: string,
  state: "accepted" | "refused" | "not-sent",
  refusal?: string,
): Promise<void> {
  await database()
    .update(pendingPasswords)
    .set({ state, refusal: refusal ?? null })
    .where(and(eq(pendingPasswords.operationId, operationId), eq(pendingPasswords.state, "sent")));
}

/** Drops the password. False where somebody took it first. */
export async function giveUpPassword(operationId: string): Promise<boolean> {
  const given = await database()
    .update(pendingPasswords)
    .set({ sealed: null, state: "not-sent" })
    .where(isWaiting(operationId))
    .returning({ id: pendingPasswords.operationId });
  return given.length > 0;
}

/** Deletes passwords that no reinstall in progress waits for, and expired ones. */
export async function deleteOldPasswords(): Promise<void> {
  const inProgress = database()
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(eq(operations.id, pendingPasswords.operationId), inArray(operations.outcome, ["open", "checking"])),
    );
  await database()
    .delete(pendingPasswords)
    .where(or(notExists(inProgress), lt(pendingPasswords.expiresAt, sql`now()`)));
}

/** Seals waiting passwords again under AUTH_SECRET where only AUTH_SECRET_PREVIOUS opens them. */
export async function resealPasswords(): Promise<void> {
  for (const { operationId, sealed } of await database().select().from(pendingPasswords)) {
    const found = sealed === null ? "current" : reseal(purposeOf(operationId), sealed);
    if (sealed !== null && typeof found === "object") {
      await database()
        .update(pendingPasswords)
        .set(found)
        .where(and(isWaiting(operationId), eq(pendingPasswords.sealed, sealed)));
    }
  }
}
