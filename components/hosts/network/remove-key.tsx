import { useTranslations } from "next-intl";
import { useId } from "react";
import { Key } from "@/components/ui/key";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogKey } from "@/components/ui/overlay/dialog";
import { HostFields } from "../operate/host-fields";
import type { HostOperation } from "../operate/use-host-operation";

interface RemoveKeyProps {
  operation: HostOperation;
  kind: "remove-port" | "unbind-domain";
  /** Null where the master gave the row no id. */
  id: string | null;
  name: string;
  title: string;
  text: string;
  /** Id of the words that say why it can't be pressed. */
  whyId: string;
}

/** Asks once, and sends the id that the master listed. */
export function RemoveKey({ operation, kind, id, name, title, text, whyId }: RemoveKeyProps) {
  const t = useTranslations();
  const dialog = useId();
  const { host, submit, result, blocked } = operation;
  if (id === null || blocked(kind) !== null) {
    return (
      <Key
        variant="plain"
        icon="trash"
        aria-disabled
        aria-describedby={id === null ? undefined : whyId}
        title={id === null ? t("network.unnamed") : undefined}
      >
        {name}
      </Key>
    );
  }
  return (
    <>
      <DialogKey dialog={dialog} does="show-modal" variant="plain" icon="trash">
        {name}
      </DialogKey>
      <ConfirmDialog
        id={dialog}
        title={title}
        text={text}
        confirm={name}
        cancel={t("operations.ask.cancel")}
        danger
        action={submit}
      >
        <HostFields vmId={host.id} kind={kind} result={result} />
        <input type="hidden" name="mappingId" value={id} />
      </ConfirmDialog>
    </>
  );
}
