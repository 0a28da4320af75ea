"use client";

import { type MouseEvent, useId } from "react";
import { SubmitKey } from "@/components/ui/form/submit-key";
import type { KeyLook } from "@/components/ui/key";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";

/** What a form asks before it is sent. */
export interface Question {
  title: string;
  text: string;
  cancel: string;
  /** Of the key that answers yes; without it what the form's own key says. */
  confirm?: string;
  danger?: boolean;
  /** Asked only while this box of the form is ticked; without JavaScript always. */
  ifTicked?: string;
}

interface AskedKeyProps {
  question: Question;
  submit: string;
  pending: boolean;
  icon?: KeyLook["icon"];
  variant?: KeyLook["variant"];
}

/** A form's key that asks first. The question stands in the form, so that it works before hydration, too. */
export function AskedKey({ question, submit, pending, icon, variant }: AskedKeyProps) {
  const dialog = useId();
  const { title, text, cancel, confirm = submit, danger, ifTicked } = question;
  const first = (event: MouseEvent<HTMLButtonElement>) => {
    const { form } = event.currentTarget;
    if (pending || !form?.reportValidity()) {
      event.preventDefault();
    } else if (ifTicked && !new FormData(form).has(ifTicked)) {
      event.preventDefault();
      form.requestSubmit();
    }
  };
  return (
    <>
      <DialogKey
        dialog={dialog}
        does="show-modal"
        icon={icon}
        variant={variant}
        className="w-full desk:w-auto"
        aria-disabled={pending || undefined}
        aria-busy={pending || undefined}
        onClick={first}
      >
        {submit}
      </DialogKey>
      <Dialog id={dialog} title={title} role="alertdialog">
        <p className="mt-1 text-ink-2">{text}</p>
        <div className="dialog-keys">
          <DialogKey dialog={dialog} does="close" variant="plain">
            {cancel}
          </DialogKey>
          <SubmitKey
            variant={danger ? "danger" : "accent"}
            // The second half of a double click on the key that asks is no answer.
            onClick={(event) => event.detail > 1 && event.preventDefault()}
          >
            {confirm}
          </SubmitKey>
        </div>
      </Dialog>
    </>
  );
}
