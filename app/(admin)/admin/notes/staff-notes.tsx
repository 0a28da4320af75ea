import { useTranslations } from "next-intl";
import { Faults } from "@/app/faults";
import { OwnTime } from "@/components/account/own-time";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { Form } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { SubmitButton } from "@/components/ui/form/submit-button";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import {
  LONGEST_STAFF_NOTE,
  MOST_STAFF_NOTES,
  type NoteSubject,
  notesAbout,
  type StaffNoteView,
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

interface NotesCardProps {
  notes: StaffNoteView[];
  /** The hidden field that says what they are about. */
  about: { name: "userId" | "vmid"; value: string };
  longest: number;
  zone: string | null;
  actions: { write: FormAction; edit: FormAction; drop: FormAction };
}

/** What staff write down for each other about a customer or a host. */
function NotesCard({ notes, about, longest, zone, actions }: NotesCardProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff-notes");
  return (
    <Card title={w("notes")} meta={notes.length > 0 ? notes.length : null} flush>
      <Form
        action={actions.write}
        once
        submit={t("add")}
        hidden={{ [about.name]: about.value }}
        className="grid gap-3 px-4 py-4 md:px-5"
      >
        <AreaField
          name="text"
          label={w("note")}
          placeholder={t("hint")}
          rows={2}
          maxLength={longest}
          required
        />
      </Form>
      <ul className="divide-y divide-line border-line border-t empty:hidden">
        {notes.map((note) => (
          <li key={note.id} data-note={note.id} className="flex flex-col gap-1 px-4 py-3 text-13 md:px-5">
            <p className="whitespace-pre-wrap wrap-anywhere">{note.text}</p>
            <span className="flex min-h-6 items-center gap-1.5 text-12 text-ink-3">
              <span>
                {note.authorName} · <OwnTime iso={note.writtenAt} zone={zone} brief />
                {note.edited ? ` · ${t("edited", { name: note.edited.by })}` : null}
              </span>
              {note.isOwn ? <Change note={note} longest={longest} actions={actions} /> : null}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type ChangeProps = { note: StaffNoteView } & Pick<NotesCardProps, "longest" | "actions">;

function Change({ note, longest, actions }: ChangeProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff-notes");
  return (
    <span className="-my-1 -mr-2 ml-auto">
      <FormDialog
        id={`note-${note.id}`}
        deed={w("save")}
        title={t("change")}
        opens={{ label: t("change"), icon: "pencil", variant: "ghost" }}
        action={actions.edit}
        hidden={{ note: note.id }}
        also={
          <Form action={actions.drop} className="mt-2 flex" hidden={{ note: note.id }}>
            <SubmitButton icon="trash" variant="ghost" className="text-bad-ink">
              {t("delete")}
            </SubmitButton>
          </Form>
        }
      >
        <AreaField
          name="text"
          label={w("note")}
          defaultValue={note.text}
          rows={4}
          maxLength={longest}
          required
        />
      </FormDialog>
    </span>
  );
}
