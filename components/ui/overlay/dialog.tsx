"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { Button, type ButtonProps } from "../button";

/** By id, so that an item of a menu elsewhere in the page can open it. */
export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) {
    dialog.showModal();
  }
}
export function closeDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement) {
    dialog.close();
  }
}

/**
 * A refusal may be a question: opens the page's dialog that is called as its code, where there is one. Returns whether it
 * did, for who would say the same beside it.
 */
export function useAskedInstead(result: { ok: true } | { ok: false; code: string } | null): boolean {
  const [asked, setAsked] = useState<typeof result>(null);
  useLayoutEffect(() => {
    if (result && !result.ok && document.getElementById(result.code) instanceof HTMLDialogElement) {
      openDialog(result.code);
      setAsked(result);
    }
  }, [result]);
  return result !== null && asked === result;
}

interface DialogProps {
  id: string;
  /** The question, or what it is about; its accessible name. */
  title: string;
  role?: "dialog" | "alertdialog";
  /** Opens as soon as it is there, also without JavaScript: for a dialog that is rendered only while it is wanted. */
  openOnMount?: boolean;
  /** 640 px: for a form of several fields. */
  wide?: boolean;
  onClose?: () => void;
  children: ReactNode;
}

/** The native modal dialog: focus kept inside, Esc closes; a sheet from the bottom on a phone. */
export function Dialog({ id, title, role = "dialog", openOnMount, wide, onClose, children }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // As the server sent it; from then on the element knows.
  const [sentOpen] = useState(openOnMount);
  useLayoutEffect(() => {
    if (openOnMount && dialog.current && !dialog.current.matches(":modal")) {
      dialog.current.removeAttribute("open");
      dialog.current.showModal();
    }
  }, [openOnMount]);
  return (
    <dialog
      ref={dialog}
      id={id}
      open={sentOpen}
      role={role}
      aria-labelledby={titleId}
      className={wide ? "dialog dialog-wide" : "dialog"}
      onClose={onClose}
      // The second half of a double click on what opened it would leave a word selected.
      onMouseDown={(event) => event.detail > 1 && !isField(event.target) && event.preventDefault()}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/**
 * Opens or closes a dialog, unless it is `aria-disabled`; by the browser's own invoker commands where it has them, so also
 * before hydration.
 */
export function DialogButton({
  dialog,
  does,
  onClick,
  ...rest
}: ButtonProps & { dialog: string; does: "show-modal" | "close" }) {
  const off = rest["aria-disabled"] === true;
  const native = off ? {} : { command: does, commandfor: dialog };
  return (
    <Button
      {...rest}
      {...native}
      onClick={(event) => {
        onClick?.(event);
        // Where the browser has them the command is still to come: a dialog that is open by then would be a fault.
        if (!off && !event.defaultPrevented && !("commandForElement" in event.currentTarget)) {
          (does === "close" ? closeDialog : openDialog)(dialog);
        }
      }}
    />
  );
}

interface CloseKeyProps extends Pick<ButtonProps, "variant"> {
  dialog: string;
  word?: "cancel" | "close" | "done" | "haveSavedIt";
}

/** The button in a dialog that closes it, and does nothing else. */
export const CloseKey = ({ dialog, word = "cancel", variant = "ghost" }: CloseKeyProps) => (
  <DialogButton dialog={dialog} does="close" variant={variant}>
    {useTranslations("words")(word)}
  </DialogButton>
);
