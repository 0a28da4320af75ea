"use client";

import { type ReactNode, useRef } from "react";
import type { ButtonLook } from "../button";
import { CloseKey, closeDialog, Dialog, DialogButton } from "../overlay/dialog";
import { OpenByAddress } from "../overlay/open-by-address";
import { showToast } from "../overlay/toast";
import { useAnswer } from "./answer";
import { AnswerForm, type FormProps } from "./form";

interface FormDialogProps<Told extends object> extends Omit<FormProps<Told>, "submit" | "beside" | "id"> {
  /** Of the dialog: what stands behind the # of an address that opens it. */
  id: string;
  /** What the button that opens it says unless `opens` does, and the one that does it. */
  deed: string;
  /** Of the dialog, where it says more than the deed. */
  title?: string;
  /** What becomes of it. */
  text?: ReactNode;
  /**
   * The button that opens it. `label` is its accessible name where it shows its icon alone, or `shown`; `blocked` says why
   * it can't be pressed now. Null where another opens it.
   */
  opens?: (ButtonLook & { label?: string; shown?: string; blocked?: string }) | null;
  /** Below the form: another one. */
  also?: ReactNode;
  /** For many fields. */
  wide?: boolean;
}

/**
 * A deed with fields: the button that opens a dialog, and the dialog with the form. It closes once it is done, and what is
 * to be said of it is a toast. With `after` it stays and shows that; the page is loaded anew once it was read.
 */
export function FormDialog<Told extends object = object>(props: FormDialogProps<Told>) {
  const {
    id,
    deed,
    title,
    text,
    opens = {},
    also,
    wide,
    action,
    leaveTo,
    reload,
    done,
    notes,
    ...form
  } = props;
  const answer = useAnswer(action, { leaveTo, reload });
  const shows = useRef(false);
  const { result } = answer;
  const { label, shown, blocked, ...look } = opens ?? {};
  return (
    <>
      {opens === null ? null : (
        <DialogButton
          {...look}
          dialog={id}
          does="show-modal"
          aria-label={label}
          aria-disabled={blocked ? true : undefined}
          title={blocked ?? (shown ? undefined : label)}
        >
          {shown ?? (label ? null : deed)}
        </DialogButton>
      )}
      <Dialog
        id={id}
        title={title ?? deed}
        wide={wide}
        // Without JavaScript the page comes anew with the answer.
        openOnMount={result !== null && (!result.ok || form.after !== undefined)}
        onClose={() => shows.current && reloadClosed()}
      >
        {text ? <p className="mt-1 mb-4 text-ink-2">{text}</p> : <div className="h-3" />}
        <AnswerForm
          variant="primary"
          className="grid gap-4"
          {...form}
          answer={answer}
          submit={deed}
          keysClass="dialog-keys"
          onDone={(told) => {
            form.onDone?.(told);
            if (form.after) {
              shows.current = true;
              return;
            }
            const note = result?.ok ? result.note : undefined;
            const said = notes?.[note ?? ""] ?? done;
            closeDialog(id);
            if (said) {
              showToast({ sign: note ? "unconfirmed" : "done", text: said });
            }
          }}
          beside={<CloseKey dialog={id} />}
        />
        {also}
      </Dialog>
      <OpenByAddress dialog={id} />
    </>
  );
}

/** Without what may have opened the dialog from the address. */
function reloadClosed(): void {
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  window.location.reload();
}
