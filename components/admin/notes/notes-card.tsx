import { useTranslations } from "next-intl";
import { useId } from "react";
import { OwnTime } from "@/components/account/own-time";
import { buttonClass } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
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
  actions: { write: FormAction; edit: FormAction; drop: FormAction };
}

/** What staff write down for each other about a customer or a host. */
export function NotesCard({ notes, about, longest, zone, actions }: NotesCardProps) {
  const t = useTranslations("staff-notes");
  const id = useId();
  return (
    <section className="card notes" aria-labelledby={id}>
      <h3 id={id}>{t("title")}</h3>
      <details>
        <summary className={buttonClass()}>
          <Icon name="plus" />
          {t("new")}
        </summary>
        <Form action={actions.write} once submit={t("add")} done={t("added")}>
          <input type="hidden" name={about.name} value={about.value} />
          <AreaField name="text" label={t("text")} hint={t("hint")} rows={3} maxLength={longest} required />
        </Form>
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
            {note.isOwn ? <Change note={note} longest={longest} actions={actions} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

type ChangeProps = { note: StaffNoteView } & Pick<NotesCardProps, "longest" | "actions">;

function Change({ note, longest, actions }: ChangeProps) {
  const t = useTranslations("staff-notes");
  return (
    <details>
      <summary className={buttonClass({ variant: "ghost" }, true)}>
        <Icon name="pencil" />
        <span className="sr-only">{t("change")}</span>
      </summary>
      <div>
        <Form action={actions.edit} submit={t("save")} done={t("saved")}>
          <input type="hidden" name="note" value={note.id} />
          <AreaField
            name="text"
            label={t("text")}
            defaultValue={note.text}
            rows={3}
            maxLength={longest}
            required
          />
        </Form>
        <Form action={actions.drop} className="mt-3 grid justify-items-start gap-2">
          <input type="hidden" name="note" value={note.id} />
          <SubmitButton icon="trash">{t("delete")}</SubmitButton>
        </Form>
      </div>
    </details>
  );
}
