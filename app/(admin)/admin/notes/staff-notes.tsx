import { Faults } from "@/app/faults";
import { NotesCard, type NotesCardProps } from "@/components/admin/notes/notes-card";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import {
  LONGEST_STAFF_NOTE,
  MOST_STAFF_NOTES,
  type NoteSubject,
  notesAbout,
} from "@/lib/fleet/notes/staff-notes";
import { dropNote, editNote, noteCustomer, noteHost } from "./actions";

/** The notes of one customer or one host, for a page of staff. */
export async function StaffNotes({ subject, viewer }: { subject: NoteSubject; viewer: Viewer }) {
  const about: NotesCardProps["about"] =
    subject.vmId === undefined
      ? { name: "userId", value: subject.userId }
      : { name: "vmid", value: subject.vmId };
  return (
    <Faults of="staff-notes" values={{ most: MOST_STAFF_NOTES }}>
      <NotesCard
        notes={await notesAbout(subject, viewer)}
        about={about}
        longest={LONGEST_STAFF_NOTE}
        zone={viewer.timeZone}
        actions={{ write: about.name === "vmid" ? noteHost : noteCustomer, edit: editNote, drop: dropNote }}
      />
    </Faults>
  );
}
