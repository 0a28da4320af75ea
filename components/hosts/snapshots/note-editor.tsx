import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { closeDialog, Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import type { HostFormAction } from "../power/use-power";

interface NoteEditorProps {
  vmId: string;
  /** Place in the list. */
  at: number;
  snapshot: SnapshotView;
  /** When it was made, in words; null where that isn't known. */
  made: string | null;
  action: HostFormAction;
}

/** The key to the customer's own note on a snapshot. */
export function NoteEditor({ vmId, at, snapshot, made, action }: NoteEditorProps) {
  const t = useTranslations("snapshots.editNote");
  const s = useTranslations("snapshots");
  const { refresh } = useRouter();
  const id = `note-${vmId}-${at}`;
  return (
    <>
      <DialogKey
        dialog={id}
        does="show-modal"
        variant="plain"
        icon="pencil"
        className="key-small"
        aria-label={snapshot.note ? t("edit") : t("add")}
        title={snapshot.note ? t("edit") : t("add")}
      />
      <Dialog id={id} title={t("title", { snapshot: made ?? snapshot.shown })}>
        <Form
          action={action}
          hidden={{ vmid: vmId, snapshot: snapshot.name }}
          className="mt-4 grid gap-4"
          submit={t("save")}
          variant="accent"
          keysClass="dialog-keys"
          beside={
            <DialogKey dialog={id} does="close" variant="plain">
              {s("cancel")}
            </DialogKey>
          }
          faults={{ protected: t("protected") }}
          onDone={() => {
            closeDialog(id);
            refresh();
          }}
        >
          <TextField
            label={t("label")}
            name="note"
            defaultValue={snapshot.note ?? ""}
            maxLength={200}
            autoComplete="off"
            hint={snapshot.note ? t("hint") : s("noteHint")}
          />
        </Form>
      </Dialog>
    </>
  );
}
