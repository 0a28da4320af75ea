"use client";

import { type FormEvent, type MouseEvent, type ReactNode, useEffect, useId, useState } from "react";
import { useFormStatus } from "react-dom";
import type { ActionResult } from "@/lib/action-result";
import type { ButtonLook } from "../button";
import { NoticeLine } from "../notice-line";
import { CloseKey, Dialog, DialogButton } from "../overlay/dialog";
import { showToast } from "../overlay/toast";
import { type FormAnswer, useAnswer } from "./answer";
import type { FormAction } from "./answered";
import { useDrawnFor } from "./drawn-for";
import { FaultLine, type FaultSentences, faultText, useFaults } from "./fault-texts";
import { FieldsAround, fieldsOf, useFormCheck } from "./field-faults";
import { SubmitButton } from "./submit-button";
import { useWrongFields } from "./wrong-fields";

const NOTHING = {};
type Done<Told extends object> = Extract<ActionResult<Told>, { ok: true }>;

/** What a form asks before it is sent. */
export interface Question {
  title: string;
  text: string;
  danger?: boolean;
}

interface FormLook<Told extends object> {
  /** Of the key that sends it; without one the key is among the children. */
  submit?: string;
  variant?: ButtonLook["variant"];
  icon?: ButtonLook["icon"];
  submitClass?: string;
  id?: string;
  className?: string;
  /** Of what stands around the key; what stands beside it, and under it. */
  keysClass?: string;
  beside?: ReactNode;
  below?: ReactNode;
  /** Asked before it is sent. */
  question?: Question;
  /** Fields that nobody sees. */
  hidden?: Record<string, string>;
  /** The key without JavaScript: the form counts once, however often it arrives. */
  seed?: string;
  /** Sent twice it would happen twice, so a lost answer asks to look first. */
  once?: true;
  /** In place of the sentence for a lost answer. */
  lost?: string;
  /** Sentences by code over those around it. */
  faults?: FaultSentences;
  /** The field that a code is about, where the answer doesn't name it. */
  blames?: Record<string, string>;
  /** Said once it was done, or by the result's note; left out where the page itself shows it. */
  done?: string;
  notes?: Record<string, string>;
  /** Once it was done, for what is no part of the form. */
  onDone?: (result: Done<Told>) => void;
  /** In place of the form once it was done; `said` is what stands where no more does. */
  after?: (result: Done<Told>, said: ReactNode) => ReactNode;
  /** What was typed stays when it was done, too. */
  keep?: true;
  /** For what a field of it shows beside its value. */
  onEmptied?: () => void;
  /** What came of it is told elsewhere. */
  quiet?: boolean;
  onSubmit?: (form: FormData) => void;
  children?: ReactNode;
}

export interface FormProps<Told extends object = object> extends FormLook<Told> {
  action: FormAction<Told>;
  /** Where a whole page load leads after success: nothing of what was on the page may stay. */
  leaveTo?: string;
  /** Success loads this very page anew. */
  reload?: boolean;
}

/**
 * The form of the panel. What was typed stays whatever the answer is, also where none came; wrong fields say so themselves;
 * it works before hydration.
 */
export function Form<Told extends object = object>({ action, leaveTo, reload, ...form }: FormProps<Told>) {
  return <AnswerForm {...form} answer={useAnswer(action, { leaveTo, reload })} />;
}

/** One of several forms that share an answer. */
export function AnswerForm<Told extends object = object>({
  answer,
  seed,
  ...props
}: FormLook<Told> & { answer: FormAnswer<Told> }) {
  const { result, run, pending } = answer;
  const around = useFaults();
  const drawnFor = useDrawnFor();
  const faults = props.faults ? { ...around, ...props.faults } : around;
  const [changed, setChanged] = useState(false);
  const [lost, setLost] = useState("lost-press");
  const fields = useWrongFields(result, faults, props.blames);
  const told = result?.ok ? (props.notes?.[result.note ?? ""] ?? props.done) : undefined;
  const said = told ? (
    <NoticeLine tone={result?.ok && result.note ? "busy" : "run"} role="status">
      {told}
    </NoticeLine>
  ) : null;
  useDone(result, props.onDone);
  const isLost = result?.ok === false && result.reason === "lost";
  const lostText = isLost ? (props.lost ?? faults[lost]) : undefined;
  // In a menu that closed over it, the line would be seen by nobody.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    if (result?.ok === false && !props.quiet && fields.form.current?.checkVisibility() === false) {
      showToast({ sign: "failed", text: lostText ?? faultText(result, faults) });
    }
  }, [result]);
  if (result?.ok && props.after) {
    return props.after(result, said);
  }
  const fault = props.quiet ? null : (
    <FaultLine
      result={pending ? null : (fields.refused ?? result)}
      faults={faults}
      text={fields.tellAll ? Object.values(fields.wrong).join(" ") : fields.refused ? undefined : lostText}
      className={fields.tellAll ? "sr-only" : undefined}
    />
  );
  const send = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    if (!fields.check(form)) {
      event.preventDefault();
      return;
    }
    form.querySelector<HTMLDialogElement>("dialog[open]")?.close();
    const isTyped = fieldsOf(form).length > 0 && !props.once;
    setLost(seed ? "lost-keyed" : isTyped ? "lost" : "lost-press");
    props.onSubmit?.(new FormData(form));
  };
  const { question, submit, icon, variant = changed ? "primary" : "default" } = props;
  const sent = (result?.ok === false && result.sent) || NOTHING;
  return (
    <FieldsAround value={{ wrong: fields.wrong, sent, check: fields.check }}>
      <form
        ref={fields.form}
        id={props.id}
        action={run}
        className={props.className ?? (submit === undefined ? undefined : "grid max-w-sm gap-4")}
        // The panel says itself what is wrong, in the page's language.
        noValidate
        data-changed={changed || undefined}
        onSubmit={send}
        onInput={(event) => {
          setChanged(true);
          fields.typed(event.target);
        }}
        // React empties a form after its action, whatever came of it.
        onReset={(event) => {
          if (props.keep || !result?.ok) {
            event.preventDefault();
          } else {
            setChanged(false);
            props.onEmptied?.();
          }
        }}
      >
        {/* The first submitting button is what Enter in a field presses: it must not answer a question nobody saw. */}
        {question ? <button type="submit" disabled hidden /> : null}
        {Object.entries({
          ...drawnFor,
          ...props.hidden,
          ...(seed === undefined ? {} : { formKey: seed }),
        }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.children}
        {/* Beside the key that was pressed: the top of a long form is out of sight. */}
        {fields.refused ? null : said}
        {fault}
        {submit === undefined ? null : (
          <div className={props.keysClass}>
            {props.beside}
            {question ? (
              <AskedKey {...{ question, submit, icon, variant }} />
            ) : (
              // What comes next, as soon as there is something to send.
              <SubmitButton {...{ variant, icon }} className={props.submitClass}>
                {submit}
              </SubmitButton>
            )}
            {props.below}
          </div>
        )}
      </form>
    </FieldsAround>
  );
}

/** Tells of each success once. */
function useDone<Told extends object>(
  result: ActionResult<Told> | null,
  onDone: ((result: Done<Told>) => void) | undefined,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    if (result?.ok) {
      onDone?.(result);
    }
  }, [result]);
}

interface AskedKeyProps {
  question: Question;
  submit: string;
  icon?: ButtonLook["icon"];
  variant?: ButtonLook["variant"];
}

/** A form's key that asks first. The question stands in the form, so that it works before hydration, too. */
function AskedKey({ question, submit, icon, variant }: AskedKeyProps) {
  const dialog = useId();
  const check = useFormCheck();
  const { pending } = useFormStatus();
  const { title, text, danger } = question;
  const first = (event: MouseEvent<HTMLButtonElement>) => {
    const { form } = event.currentTarget;
    if (pending || !form || !check(form)) {
      event.preventDefault();
    }
  };
  return (
    <>
      <DialogButton
        dialog={dialog}
        does="show-modal"
        icon={icon}
        variant={variant}
        className="w-full md:w-auto"
        aria-disabled={pending || undefined}
        aria-busy={pending || undefined}
        onClick={first}
      >
        {submit}
      </DialogButton>
      <Dialog id={dialog} title={title} role="alertdialog">
        <p className="mt-1 text-ink-2">{text}</p>
        <div className="dialog-keys">
          <CloseKey dialog={dialog} />
          <SubmitButton
            variant={danger ? "danger" : "primary"}
            // The second half of a double click on the key that asks is no answer.
            onClick={(event) => event.detail > 1 && event.preventDefault()}
          >
            {submit}
          </SubmitButton>
        </div>
      </Dialog>
    </>
  );
}
