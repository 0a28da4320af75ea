"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { FormAnswer } from "../form/answer";
import { Field, inputClass } from "../form/field";
import { AnswerForm } from "../form/form";
import { SubmitButton } from "../form/submit-button";
import { Icon } from "../icon";
import { CloseKey, closeDialog, Dialog } from "./dialog";

interface ConfirmDialogProps<Told extends object> {
  id: string;
  /** The question, with the names in it. */
  title: string;
  text?: ReactNode;
  /** What will be lost, a line each. */
  lost?: string[];
  /** What stays, a line each. */
  kept?: string[];
  /** Name of the confirming button: the same as that of the button that asks. */
  confirm: string;
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
      {props.lost || props.kept ? <Effects lost={props.lost} kept={props.kept} /> : null}
      <AnswerForm
        answer={props.answer}
        seed={props.seed}
        hidden={props.hidden}
        quiet
        onSubmit={() => closeDialog(props.id)}
      >
        {props.children}
        {props.typed ? (
          <Field id={fieldId} label={props.typed.label} className="mt-4">
            <input
              ref={field}
              id={fieldId}
              name={props.typed.name ?? "typedName"}
              className={inputClass}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
        ) : null}
        <div className="dialog-keys">
          <CloseKey dialog={props.id} word={props.blocked ? "close" : "cancel"} />
          {props.blocked ? null : (
            <SubmitButton
              variant={props.danger ? "danger" : "primary"}
              aria-disabled={wrong || undefined}
              // The second half of a double click on the key that asks is no answer.
              onClick={(event) => event.detail > 1 && event.preventDefault()}
            >
              {props.confirm}
            </SubmitButton>
          )}
        </div>
      </AnswerForm>
    </Dialog>
  );
}

/** What a deed costs and what it leaves: in a dialog, or beside a form. */
export function Effects({ lost = [], kept = [] }: { lost?: readonly string[]; kept?: readonly string[] }) {
  const t = useTranslations("words");
  const part = (name: "lost" | "kept", lines: readonly string[]) =>
    lines.length === 0 ? null : (
      <div>
        <p className="mb-1.5 text-12 text-ink-2">{t(name)}</p>
        <ul className="flex flex-col gap-2">
          {lines.map((line) => (
            <li key={line} className="flex gap-2.5">
              <Icon
                name={name === "lost" ? "cross" : "check"}
                className={`mt-0.5 ${name === "lost" ? "text-bad" : "text-ok"}`}
              />
              {line}
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <div className="my-4 flex flex-col gap-3 text-13 first:mt-0">
      {part("lost", lost)}
      {part("kept", kept)}
    </div>
  );
}
