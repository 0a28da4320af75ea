import { getTranslations } from "next-intl/server";
import { actionFaults } from "@/app/action-faults";
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
  const t = await getTranslations("staff-notes.fault");
  const about: NotesCardProps["about"] =
    subject.vmId === undefined
      ? { name: "userId", value: subject.userId }
      : { name: "vmid", value: subject.vmId };
  return (
    <NotesCard
      notes={await notesAbout(subject, viewer)}
      about={about}
      longest={LONGEST_STAFF_NOTE}
      zone={viewer.timeZone}
      faults={{
        ...(await actionFaults()),
        "too-many-notes": t("too-many-notes", { most: MOST_STAFF_NOTES }),
        "not-found": t(about.name === "vmid" ? "no-host" : "no-customer"),
      }}
      gone={t("gone")}
      actions={{ write: about.name === "vmid" ? noteHost : noteCustomer, edit: editNote, drop: dropNote }}
    />
  );
}
