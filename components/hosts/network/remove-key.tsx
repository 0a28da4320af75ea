import { useTranslations } from "next-intl";
import { useId, useLayoutEffect } from "react";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogKey } from "@/components/ui/overlay/dialog";
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
  const { form, blocked } = operation;
  const off = id === null || blocked(kind) !== null;
  // The row goes with its key: then the card has the focus, and the next Tab goes on in it.
  useLayoutEffect(
    () => () => {
      const key = document.activeElement;
      const card = key?.getAttribute("commandfor") === dialog ? key.closest("section") : null;
      if (card) {
        card.tabIndex = -1;
        card.focus({ preventScroll: true });
      }
    },
    [dialog],
  );
  return (
    <>
      {/* The same key while it is off, since it may have the focus; there is no dialog for it then. */}
      <DialogKey
        dialog={dialog}
        does="show-modal"
        variant="plain"
        icon="trash"
        aria-disabled={off || undefined}
        aria-describedby={off && id !== null ? whyId : undefined}
        title={id === null ? t("network.unnamed") : undefined}
      >
        {name}
      </DialogKey>
      {off ? null : (
        <ConfirmDialog
          id={dialog}
          title={title}
          text={text}
          confirm={name}
          cancel={t("operations.ask.cancel")}
          danger
          {...form(kind, { mappingId: id })}
        />
      )}
    </>
  );
}
