import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { CloseKey, closeDialog, Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { Tag } from "@/components/ui/state";
import type { HostView } from "@/lib/hosts/host-view";
import { LONGEST_NAME, LONGEST_NOTE } from "@/lib/hosts/labels/label-text";
import { TagProblem } from "../batch/tag-key";
import { useSheet } from "../sheet-context";

interface GeneralProps {
  /** Saves name and note. */
  label: FormAction;
  /** Puts a tag on or takes one off; null in a view, where nothing is kept. */
  tag: FormAction | null;
}

/** What its owner calls the host and writes about it. */
export function General({ label, tag }: GeneralProps) {
  const w = useTranslations("words");
  const t = useTranslations("labels");
  const title = useTranslations("host-settings.part")("general");
  const { host, blocked } = useSheet();
  const mayChange = blocked !== "read-only" && !host.guest;
  const [name, tags, note] = ["name", "tags", "note"].map((field) => `edit-${field}`) as [
    string,
    string,
    string,
  ];
  return (
    <Section id="general" title={title}>
      <Rows>
        <SettingRow
          label={w("name")}
          value={host.name}
          control={mayChange ? <Opens dialog={name} text={w("rename")} /> : null}
        />
        {tag || host.tags.length > 0 ? (
          <SettingRow
            label={t("tags")}
            value={
              <span className="flex flex-wrap gap-1.5 md:justify-end">
                {host.tags.map((one) => (
                  <Tag key={one}>{one}</Tag>
                ))}
              </span>
            }
            control={tag && mayChange ? <Opens dialog={tags} text={w("edit")} of={t("tags")} /> : null}
          />
        ) : null}
        <SettingRow
          label={w("note")}
          text={host.note}
          control={mayChange ? <Opens dialog={note} text={w("edit")} of={w("note")} /> : null}
        />
      </Rows>
      {mayChange ? (
        <>
          <LabelDialog id={name} what="name" host={host} action={label} />
          <LabelDialog id={note} what="note" host={host} action={label} />
          {tag ? <TagsDialog id={tags} host={host} action={tag} /> : null}
        </>
      ) : null}
    </Section>
  );
}

/** Several rows have the same word: by ear they are told apart. */
function Opens({ dialog, text, of }: { dialog: string; text: string; of?: string }) {
  return (
    <DialogButton dialog={dialog} does="show-modal" aria-label={of && `${text}: ${of}`}>
      {text}
    </DialogButton>
  );
}

/** The host's own name; empty where it has none and is called as RStack calls it. */
const ownName = ({ name, masterName, id }: HostView): string => (name === (masterName ?? id) ? "" : name);

interface LabelDialogProps {
  id: string;
  what: "name" | "note";
  host: HostView;
  action: FormAction;
}

/** No field has a length: what is too long is said, and not cut by the browser without a word. */
function LabelDialog({ id, what, host, action }: LabelDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("labels");
  const { refresh } = useRouter();
  const answer = useAnswer(action);
  const { result } = answer;
  // The stream may tell of the change before the answer comes, and the form begins anew then: its end is seen from here.
  useEffect(() => {
    if (result?.ok) {
      closeDialog(id);
      // This tab's title is the server's.
      refresh();
    }
  }, [result, id, refresh]);
  const calls = host.masterName ?? host.id;
  const kept = { name: ownName(host), note: host.note ?? "" };
  const other = what === "name" ? "note" : "name";
  return (
    <Dialog id={id} title={t(`${what}Title`, { name: host.name })}>
      <AnswerForm
        key={kept[what]}
        answer={answer}
        hidden={{ vmid: host.id, [other]: kept[other] }}
        submit={w("save")}
        variant="primary"
        className="mt-4 grid gap-4"
        keysClass="dialog-keys"
        keep
        beside={<CloseKey dialog={id} variant="default" />}
        faults={{
          "name-too-long": t("tooLong", { count: LONGEST_NAME }),
          "note-too-long": t("tooLong", { count: LONGEST_NOTE }),
        }}
      >
        {what === "name" ? (
          <TextField
            label={w("name")}
            name="name"
            defaultValue={kept.name}
            placeholder={calls}
            hint={t("nameHint", { name: calls })}
            autoComplete="off"
            spellCheck={false}
          />
        ) : (
          <AreaField label={w("note")} name="note" defaultValue={kept.note} rows={3} />
        )}
      </AnswerForm>
    </Dialog>
  );
}

/** A tag is put on or taken off at once; the dialog stays open for the next one. */
function TagsDialog({ id, host, action }: Omit<LabelDialogProps, "what">) {
  const t = useTranslations("batch.tags");
  const w = useTranslations("words");
  const answer = useAnswer(action);
  const { refresh } = useRouter();
  const { result } = answer;
  useEffect(() => {
    if (result?.ok) {
      refresh();
    }
  }, [result, refresh]);
  return (
    <Dialog id={id} title={t("titleOf", { name: host.name })}>
      <TagProblem result={answer.pending ? null : result} selected={[host]} />
      {host.tags.length > 0 ? (
        <ul className="mt-4 flex flex-wrap gap-2">
          {host.tags.map((tag) => (
            <li key={tag}>
              <AnswerForm answer={answer} hidden={{ vmids: host.id, on: "0", tag }} quiet>
                <SubmitButton icon="cross" aria-label={t("remove", { tag })}>
                  {tag}
                </SubmitButton>
              </AnswerForm>
            </li>
          ))}
        </ul>
      ) : null}
      <AnswerForm answer={answer} hidden={{ vmids: host.id, on: "1" }} className="mt-4 grid gap-4" quiet>
        <TextField
          name="tag"
          label={w("tag")}
          maxLength={60}
          required
          placeholder={t("example")}
          autoComplete="off"
          autoCapitalize="none"
        />
        <div className="dialog-keys">
          <CloseKey dialog={id} word="close" variant="default" />
          <SubmitButton variant="primary">{t("add")}</SubmitButton>
        </div>
      </AnswerForm>
    </Dialog>
  );
}
