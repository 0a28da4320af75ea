import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useEffect } from "react";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { closeDialog, Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import type { HostFormAction } from "../power/use-power";
import { answered } from "../power/use-power";

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
  // On the server the action itself, so that the form works before hydration.
  const [result, submit] = useActionState(typeof window === "undefined" ? action : answered(action), null);
  const id = `note-${vmId}-${at}`;
  useEffect(() => {
    if (result?.ok) {
      closeDialog(id);
      refresh();
    }
  }, [result, id, refresh]);
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
        <form action={submit} className="mt-4">
          <input type="hidden" name="vmid" value={vmId} />
          <input type="hidden" name="snapshot" value={snapshot.name} />
          <TextField
            label={t("label")}
            name="note"
            defaultValue={snapshot.note ?? ""}
            maxLength={200}
            autoComplete="off"
            hint={snapshot.note ? t("hint") : s("noteHint")}
            error={
              result && !result.ok ? t(result.reason === "protected" ? "protected" : "failed") : undefined
            }
          />
          <div className="dialog-keys">
            <DialogKey dialog={id} does="close" variant="plain">
              {s("cancel")}
            </DialogKey>
            <SubmitKey variant="accent">{t("save")}</SubmitKey>
          </div>
        </form>
      </Dialog>
    </>
  );
}
