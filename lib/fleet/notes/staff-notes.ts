import "server-only";
import { and, count, desc, eq, isNull, or, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { ADVISORY_LOCKS } from "@/lib/db/locks";
import { hosts } from "@/lib/db/schema";
import { staffNotes } from "@/lib/db/staff-schema";

export const LONGEST_STAFF_NOTE = 2_000;
/** Of one customer or one host: more than that is a file of its own. */
export const MOST_STAFF_NOTES = 100;

/** What a note is about. */
export type NoteSubject = { userId: string; vmId?: undefined } | { vmId: string; userId?: undefined };

export interface StaffNoteView {
  id: string;
  text: string;
  authorName: string;
  /** ISO 8601, UTC. */
  writtenAt: string;
  /** Null while it stands as it was written. */
  edited: { at: string; by: string } | null;
  /** Whether who reads it may change or delete it. */
  isOwn: boolean;
}

type Person = Pick<Viewer, "accountId" | "role">;
type NoteRow = typeof staffNotes.$inferSelect;

/** Its author, and every admin. */
const mayChange = (note: Pick<NoteRow, "accountId">, { accountId, role }: Person): boolean =>
  role === "admin" || note.accountId === accountId;

/** A host is told by its GUID as well, where both are known: RStack may give a number again. */
const about = (subject: NoteSubject) =>
  subject.vmId === undefined
    ? and(eq(staffNotes.userId, subject.userId), isNull(staffNotes.retiredAt))
    : and(
        eq(staffNotes.vmId, subject.vmId),
        or(
          isNull(staffNotes.guid),
          sql`not exists (select 1 from ${hosts} h
            where h.vm_id = ${staffNotes.vmId} and h.guid is not null and h.guid <> ${staffNotes.guid})`,
        ),
      );

/** The newest first. Nothing for who isn't staff. */
export const notesAbout = (subject: NoteSubject, viewer: Person): Promise<StaffNoteView[]> =>
  notesBelow(subject, viewer, null, MOST_STAFF_NOTES);

/** The same below one of them. */
export async function notesBelow(
  subject: NoteSubject,
  viewer: Person,
  below: string | null,
  limit: number,
): Promise<StaffNoteView[]> {
  if (viewer.role === "customer") {
    return [];
  }
  const isBelow =
    below === null
      ? undefined
      : sql`(${staffNotes.writtenAt}, ${staffNotes.id}) < (select n.written_at, n.id from staff_notes n where n.id = ${below}::uuid)`;
  const rows = await database()
    .select()
    .from(staffNotes)
    .where(and(about(subject), isBelow))
    .orderBy(desc(staffNotes.writtenAt), desc(staffNotes.id))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    authorName: row.authorName,
    writtenAt: row.writtenAt.toISOString(),
    edited: row.editedAt && { at: row.editedAt.toISOString(), by: row.editorName ?? "" },
    isOwn: mayChange(row, viewer),
  }));
}

/** Null where the subject has as many as it may have. */
export async function writeStaffNote(
  subject: NoteSubject,
  text: string,
  { accountId, displayName }: Viewer,
): Promise<string | null> {
  return database().transaction(async (tx) => {
    const key = subject.vmId ?? subject.userId;
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.notesAbout}, hashtext(${key}))`);
    const [there] = await tx.select({ n: count() }).from(staffNotes).where(about(subject));
    if ((there?.n ?? 0) >= MOST_STAFF_NOTES) {
      return null;
    }
    const [host] =
      subject.vmId === undefined
        ? []
        : await tx.select({ guid: hosts.guid }).from(hosts).where(eq(hosts.vmId, subject.vmId));
    const [made] = await tx
      .insert(staffNotes)
      .values({ ...subject, guid: host?.guid ?? null, text, accountId, authorName: displayName })
      .returning({ id: staffNotes.id });
    return made?.id ?? null;
  });
}

/** Whose it was when it was last listed: the audit names them beside the host. */
export async function customerOfHost(vmId: string): Promise<string | null> {
  const [host] = await database().select({ owner: hosts.owner }).from(hosts).where(eq(hosts.vmId, vmId));
  return host?.owner ?? null;
}

export async function readStaffNote(id: string): Promise<NoteRow | null> {
  const [row] = await database().select().from(staffNotes).where(eq(staffNotes.id, id));
  return row ?? null;
}

type Changed = "done" | "not-found" | "not-allowed";

export async function editStaffNote(id: string, text: string, viewer: Viewer): Promise<Changed> {
  const why = await refused(id, viewer);
  if (why) {
    return why;
  }
  await database()
    .update(staffNotes)
    .set({ text, editedAt: sql`now()`, editorName: viewer.displayName })
    .where(eq(staffNotes.id, id));
  return "done";
}

export async function dropStaffNote(id: string, viewer: Viewer): Promise<Changed> {
  const why = await refused(id, viewer);
  if (why) {
    return why;
  }
  await database().delete(staffNotes).where(eq(staffNotes.id, id));
  return "done";
}

async function refused(id: string, viewer: Person): Promise<Exclude<Changed, "done"> | null> {
  const note = await readStaffNote(id);
  return note === null ? "not-found" : mayChange(note, viewer) ? null : "not-allowed";
}
