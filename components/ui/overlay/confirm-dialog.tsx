"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { FormAnswer } from "../form/answer";
import { AnswerForm } from "../form/form";
import { SubmitKey } from "../form/submit-key";
import { Icon } from "../icon";
import { closeDialog, Dialog, DialogKey } from "./dialog";

interface ConfirmDialogProps<Told extends object> {
  id: string;
  /** The question, with the names in it. */
  title: string;
  text?: ReactNode;
  /** What will be lost, a line each. */
  lost?: string[];
  /** Name of the confirming button: the same as that of the button that asks. */
  confirm: string;
  cancel: string;
  danger?: boolean;
  /** One text field, for the name of what is about to be lost. */
  typed?: { label: string; expected: string; name?: string };
  /** It can't be answered with yes: it is there to be read. */
  blocked?: boolean;
  /** What is told of it where it was asked. */
  answer: FormAnswer<Told>;
  /** As the form has them. */
  hidden?: Record<string, string>;
  seed?: string;
  onSubmit?: (form: FormData) => void;
  openOnMount?: boolean;
  onClose?: () => void;
  children?: ReactNode;
}

/** Asks once. The question closes as it is answered: what comes of it is told where it was asked. */
export function ConfirmDialog<Told extends object>(props: ConfirmDialogProps<Told>) {
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  // What was typed before the page's scripts ran.
  useEffect(() => setTyped(field.current?.value ?? ""), []);
  const wrong = props.typed !== undefined && typed !== props.typed.expected;
  return (
    <Dialog
      id={props.id}
      title={props.title}
      role="alertdialog"
      openOnMount={props.openOnMount}
      onClose={() => {
        setTyped("");
        props.onClose?.();
      }}
    >
      {props.text ? <p className="mt-1 text-ink-2">{props.text}</p> : null}
      {props.lost ? (
        <ul className="lost">
          {props.lost.map((line) => (
            <li key={line}>
              <Icon name="cross" />
              <span>{line}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <AnswerForm
        answer={props.answer}
        seed={props.seed}
        hidden={props.hidden}
        quiet
        onSubmit={(form) => {
          props.onSubmit?.(form);
          closeDialog(props.id);
        }}
      >
        {props.children}
        {props.typed ? (
          <div className="field mt-4">
            <label htmlFor={fieldId}>{props.typed.label}</label>
            <input
              ref={field}
              id={fieldId}
              name={props.typed.name ?? "typedName"}
              className="input mono"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </div>
        ) : null}
        <div className="dialog-keys">
          <DialogKey dialog={props.id} does="close" variant="plain">
            {props.cancel}
          </DialogKey>
          {props.blocked ? null : (
            <SubmitKey
              variant={props.danger ? "danger" : "accent"}
              aria-disabled={wrong || undefined}
              // The second half of a double click on the key that asks is no answer.
              onClick={(event) => event.detail > 1 && event.preventDefault()}
            >
              {props.confirm}
            </SubmitKey>
          )}
        </div>
      </AnswerForm>
    </Dialog>
  );
}
