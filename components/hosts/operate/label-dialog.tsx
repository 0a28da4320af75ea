import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { closeDialog, Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import { showToast } from "@/components/ui/overlay/toast";
import type { HostView } from "@/lib/hosts/host-view";
import { LONGEST_NAME, LONGEST_NOTE } from "@/lib/hosts/labels/label-text";
import { useNextSteps } from "./next-step";

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
  const { refresh } = useRouter();
  const id = dialogId(host.id);
  const calls = host.masterName ?? host.id;
  return (
    <Dialog id={id} title={t("title", { name: host.name })} openOnMount onClose={onClose}>
      <p className="mt-1 text-ink-2">{t("text", { provider })}</p>
      <Form
        action={action}
        hidden={{ vmid: host.id }}
        submit={t("save")}
        variant="accent"
        className="mt-4 grid gap-4"
        keysClass="dialog-keys"
        beside={
          <DialogKey dialog={id} does="close" variant="plain">
            {t("cancel")}
          </DialogKey>
        }
        faults={{
          "name-too-long": t("tooLong", { count: LONGEST_NAME }),
          "note-too-long": t("tooLong", { count: LONGEST_NOTE }),
        }}
        onDone={() => {
          closeDialog(id);
          showToast({ tone: "run", shape: "check", text: t("saved") });
          // The stream tells the other tabs; this one needn't wait for it, and its title is the server's.
          refresh();
        }}
      >
        <TextField
          label={t("name")}
          name="name"
          defaultValue={ownName(host)}
          placeholder={calls}
          hint={t("nameHint", { name: calls })}
          autoComplete="off"
          spellCheck={false}
        />
        <AreaField label={t("note")} name="note" defaultValue={host.note ?? ""} rows={3} />
      </Form>
    </Dialog>
  );
}
