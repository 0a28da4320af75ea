import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { snapshotNotes } from "../../db/host-schema";
import { tenancies } from "../../db/schema";
import { cleanText } from "../clean-text";
import { whileUnprotected } from "../protection/protection";

/** Characters. */
export const NOTE_LENGTH = 200;

/** Snapshot's name → the customer's note on it. */
export async function notesOn(tenancyId: string): Promise<Map<string, string>> {
  const rows = await database()
    .select({ name: snapshotNotes.snapshotName, note: snapshotNotes.note })
    .from(snapshotNotes)
    .where(eq(snapshotNotes.tenancyId, tenancyId));
  return new Map(rows.map(({ name, note }) => [name, note]));
}

/** For lists of staff's: the notes of whoever has these hosts now, told by a host's id and a snapshot's name. */
export async function notesOfHosts(
  vmIds: readonly string[],
): Promise<(vmId: string | null, snapshotName: string) => string | null> {
  const rows =
    vmIds.length === 0
      ? []
      : await database()
          .select({ vmId: tenancies.vmId, name: snapshotNotes.snapshotName, note: snapshotNotes.note })
          .from(snapshotNotes)
          .innerJoin(tenancies, eq(tenancies.id, snapshotNotes.tenancyId))
          .where(and(isNull(tenancies.until), inArray(tenancies.vmId, [...vmIds])));
  const keyOf = (vmId: string | null, name: string) => `${vmId} ${name}`;
  const notes = new Map(rows.map(({ vmId, name, note }) => [keyOf(vmId, name), note]));
  return (vmId, name) => notes.get(keyOf(vmId, name)) ?? null;
}

/** What a person wrote a note on is theirs: no schedule deletes it. */
export const keptNames = async (tenancyId: string): Promise<Set<string>> =>
  new Set((await notesOn(tenancyId)).keys());

/** An empty note is none. */
export async function saveNote(tenancyId: string, snapshotName: string, text: string): Promise<void> {
  const note = cleanText(text, NOTE_LENGTH);
  if (note === null) {
    return forgetNote(tenancyId, snapshotName);
  }
  await database()
    .insert(snapshotNotes)
    .values({ tenancyId, snapshotName, note })
    .onConflictDoUpdate({
      target: [snapshotNotes.tenancyId, snapshotNotes.snapshotName],
      set: { note, changedAt: sql`now()` },
    });
}

/**
 * Takes a person's own note away, unless the host is protected: a schedule may delete its snapshot from then on. False: it is,
 * and the note stands.
 */
export async function clearNote(tenancyId: string, snapshotName: string): Promise<boolean> {
  const ofSnapshot = and(
    eq(snapshotNotes.tenancyId, tenancyId),
    eq(snapshotNotes.snapshotName, snapshotName),
  );
  await database()
    .delete(snapshotNotes)
    .where(and(ofSnapshot, whileUnprotected(snapshotNotes.tenancyId)));
  return (await database().$count(snapshotNotes, ofSnapshot)) === 0;
}

export async function forgetNote(tenancyId: string, snapshotName: string): Promise<void> {
  await database()
    .delete(snapshotNotes)
    .where(and(eq(snapshotNotes.tenancyId, tenancyId), eq(snapshotNotes.snapshotName, snapshotName)));
}
