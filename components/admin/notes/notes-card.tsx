import { useTranslations } from "next-intl";
import { useId } from "react";
import { OwnTime } from "@/components/account/own-time";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Secret } from "@/components/ui/secret";
import type { StaffNoteView } from "@/lib/fleet/notes/staff-notes";
import "@/components/ui/form/field.css";

export interface NotesCardProps {
  notes: StaffNoteView[];
  /** The hidden field that says what they are about. */
  about: { name: "userId" | "vmid"; value: string };
  longest: number;
  zone: string | null;
  faults: Record<string, string>;
  actions: { write: FormAction; edit: FormAction; drop: FormAction };
}

/** What staff write down for each other about a customer or a host. */
export function NotesCard({ notes, about, longest, zone, faults, actions }: NotesCardProps) {
  const t = useTranslations("staff-notes");
  return (
    <Card title={t("title")} aside={t("aside")}>
      <ul className="grid gap-4 empty:hidden">
        {notes.map((note) => (
          <li key={note.id} data-note={note.id} className="grid gap-1.5">
            <p className="whitespace-pre-wrap wrap-anywhere">
              <Secret>{note.text}</Secret>
            </p>
            <small className="text-ink-2">
              {note.authorName} · <OwnTime iso={note.writtenAt} zone={zone} brief />
              {note.edited ? ` · ${t("edited", { name: note.edited.by })}` : null}
            </small>
            {note.isOwn ? <Change note={note} longest={longest} faults={faults} actions={actions} /> : null}
          </li>
        ))}
      </ul>
      <div className={notes.length > 0 ? "mt-4" : undefined}>
        <Disclosure title={t("new")} open={notes.length === 0}>
          <FieldsForm action={actions.write} submit={t("add")} done={t("added")} faults={faults} keep>
            <input type="hidden" name={about.name} value={about.value} />
            <Words label={t("text")} longest={longest} hint={t("hint")} />
          </FieldsForm>
        </Disclosure>
      </div>
    </Card>
  );
}

type ChangeProps = { note: StaffNoteView } & Pick<NotesCardProps, "longest" | "faults" | "actions">;

function Change({ note, longest, faults, actions }: ChangeProps) {
  const t = useTranslations("staff-notes");
  return (
    <Disclosure title={t("change")}>
      <FieldsForm action={actions.edit} submit={t("save")} done={t("saved")} faults={faults} keep>
        <input type="hidden" name="note" value={note.id} />
        <Words label={t("text")} longest={longest} value={note.text} />
      </FieldsForm>
      <ActionForm action={actions.drop} failed={t("gone")} faults={faults} className="mt-3">
        <input type="hidden" name="note" value={note.id} />
        <SubmitKey icon="trash">{t("delete")}</SubmitKey>
      </ActionForm>
    </Disclosure>
  );
}

interface WordsProps {
  label: string;
  longest: number;
  hint?: string;
  value?: string;
}

function Words({ label, longest, hint, value }: WordsProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        name="text"
        className="input h-auto resize-y py-2.5"
        required
        rows={3}
        maxLength={longest}
        defaultValue={value}
        aria-describedby={hint ? `${id}-said` : undefined}
      />
      {hint ? <small id={`${id}-said`}>{hint}</small> : null}
    </div>
  );
}
