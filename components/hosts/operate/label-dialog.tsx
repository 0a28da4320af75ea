import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useEffect, useId, useState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { closeDialog, Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import { showToast } from "@/components/ui/overlay/toast";
import type { HostView } from "@/lib/hosts/host-view";
import { LONGEST_NAME, LONGEST_NOTE } from "@/lib/hosts/labels/label-text";
import { answered } from "../power/use-power";
import { useNextSteps } from "./next-step";
import { useProblem } from "./operation-problem";
import "@/components/ui/form/field.css";

const dialogId = (vmId: string): string => `label-${vmId}`;

/** The host's own name; empty where it has none and is called as RStack calls it. */
const ownName = ({ name, masterName, id }: HostView): string => (name === (masterName ?? id) ? "" : name);

interface LabelDialogProps {
  host: HostView;
  action: FormAction;
  onClose: () => void;
}

/** Drawn only while it is wanted. No field has a length: what is too long is said, and not cut by the browser without a word. */
export function LabelDialog({ host, action, onClose }: LabelDialogProps) {
  const t = useTranslations("labels");
  const { provider } = useNextSteps();
  const [result, submit] = useActionState(answered(action), null);
  const [sent, setSent] = useState<FormData | null>(null);
  const { refresh } = useRouter();
  const id = dialogId(host.id);
  const saved = t("saved");
  useEffect(() => {
    if (result?.ok) {
      closeDialog(id);
      showToast({ tone: "run", shape: "check", text: saved });
      // The stream tells the other tabs; this one needn't wait for it, and its title is the server's.
      refresh();
    }
  }, [result, id, saved, refresh]);
  const faults = result && !result.ok ? result.fields : undefined;
  // What was typed stays when it was not taken.
  const shown = (field: string, saved: string) =>
    result && !result.ok ? String(sent?.get(field) ?? saved) : saved;
  const calls = host.masterName ?? host.id;
  return (
    <Dialog id={id} title={t("title", { name: host.name })} openOnMount onClose={onClose}>
      <p className="mt-1 text-ink-2">{t("text", { provider })}</p>
      <form
        action={submit}
        className="mt-4 grid gap-4"
        onSubmit={(event) => setSent(new FormData(event.currentTarget))}
      >
        <input type="hidden" name="vmid" value={host.id} />
        <TextField
          label={t("name")}
          name="name"
          defaultValue={shown("name", ownName(host))}
          placeholder={calls}
          hint={t("nameHint", { name: calls })}
          error={faults?.name ? t("tooLong", { count: LONGEST_NAME }) : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        <NoteField
          label={t("note")}
          value={shown("note", host.note ?? "")}
          error={faults?.note ? t("tooLong", { count: LONGEST_NOTE }) : undefined}
        />
        <Problem result={result} />
        <div className="dialog-keys">
          <DialogKey dialog={id} does="close" variant="plain">
            {t("cancel")}
          </DialogKey>
          <SubmitKey variant="accent">{t("save")}</SubmitKey>
        </div>
      </form>
    </Dialog>
  );
}

function NoteField({ label, value, error }: { label: string; value: string; error: string | undefined }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        name="note"
        className="input h-auto resize-y py-2.5"
        rows={3}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-said` : undefined}
      />
      {error ? (
        <small id={`${id}-said`} className="text-alert-text">
          {error}
        </small>
      ) : null}
    </div>
  );
}

function Problem({ result }: { result: Parameters<ReturnType<typeof useProblem>>[0] }) {
  const said = useProblem()(result);
  return result && !result.ok && !result.fields && said ? (
    <NoticeLine tone="alert" role="alert">
      {said}
    </NoticeLine>
  ) : null;
}
