import { useTranslations } from "next-intl";
import { useId } from "react";
import { OwnTime } from "@/components/account/own-time";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon } from "@/components/ui/icon";
import type { StaffNoteView } from "@/lib/fleet/notes/staff-notes";
import "@/components/ui/form/field.css";
import "./notes.css";

export interface NotesCardProps {
  notes: StaffNoteView[];
  /** The hidden field that says what they are about. */
  about: { name: "userId" | "vmid"; value: string };
  longest: number;
  zone: string | null;
  faults: Record<string, string>;
  /** Said where a note that is edited or deleted is gone. */
  gone: string;
  actions: { write: FormAction; edit: FormAction; drop: FormAction };
}

/** What staff write down for each other about a customer or a host. */
export function NotesCard({ notes, about, longest, zone, faults, gone, actions }: NotesCardProps) {
  const t = useTranslations("staff-notes");
  const id = useId();
  return (
    <section className="card notes" aria-labelledby={id}>
      <h3 id={id}>{t("title")}</h3>
      <details>
        <summary className="key">
          <Icon name="plus" />
          {t("new")}
        </summary>
        <FieldsForm action={actions.write} submit={t("add")} done={t("added")} faults={faults} keep>
          <input type="hidden" name={about.name} value={about.value} />
          <Words label={t("text")} longest={longest} hint={t("hint")} />
        </FieldsForm>
      </details>
      {notes.length === 0 ? <p className="text-ink-2">{t("none")}</p> : null}
      <ul className="grid gap-2 empty:hidden">
        {notes.map((note) => (
          <li key={note.id} data-note={note.id} className="note">
            <p className="whitespace-pre-wrap wrap-anywhere">{note.text}</p>
            <small className="text-ink-2">
              {note.authorName} · <OwnTime iso={note.writtenAt} zone={zone} brief />
              {note.edited ? ` · ${t("edited", { name: note.edited.by })}` : null}
            </small>
            {note.isOwn ? (
              <Change
                note={note}
                longest={longest}
                faults={{ ...faults, "not-found": gone }}
                actions={actions}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

type ChangeProps = { note: StaffNoteView } & Pick<NotesCardProps, "longest" | "faults" | "actions">;

function Change({ note, longest, faults, actions }: ChangeProps) {
  const t = useTranslations("staff-notes");
  return (
    <details>
      <summary className="key key-plain key-icon">
        <Icon name="pencil" />
        <span className="sr-only">{t("change")}</span>
      </summary>
      <div>
        <FieldsForm action={actions.edit} submit={t("save")} done={t("saved")} faults={faults} keep>
          <input type="hidden" name="note" value={note.id} />
          <Words label={t("text")} longest={longest} value={note.text} />
        </FieldsForm>
        <ActionForm
          action={actions.drop}
          failed={t("deleteFailed")}
          faults={faults}
          className="mt-3 grid justify-items-start gap-2"
        >
          <input type="hidden" name="note" value={note.id} />
          <SubmitKey icon="trash">{t("delete")}</SubmitKey>
        </ActionForm>
      </div>
    </details>
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
