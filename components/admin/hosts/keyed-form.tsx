"use client";

import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
} from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { leaveAfter } from "@/components/ui/form/leave-after";
import { SubmitKey } from "@/components/ui/form/submit-key";
import type { KeyLook } from "@/components/ui/key";
import { useAskedInstead } from "@/components/ui/overlay/dialog";
import type { ActionResult } from "@/lib/action-result";
import { AskedKey, type Question } from "./asked-key";
import { FormFault, type FormTexts } from "./form-fault";
import "./keyed-form.css";

export interface KeyedFormProps<Told extends object = object> {
  action: FormAction<Told>;
  submit: string;
  /** The first sending's key: from the server, so that the form works before hydration. */
  seed: string;
  texts: FormTexts;
  variant?: KeyLook["variant"];
  icon?: KeyLook["icon"];
  className?: string;
  /** Of what stands around the key, and what stands beside it. */
  keysClass?: string;
  beside?: ReactNode;
  /** Under the key. */
  below?: ReactNode;
  /** Asked before it is sent. */
  question?: Question;
  /** Where a whole page load leads after success. */
  leaveTo?: string;
  /** In place of the form once it succeeded. */
  after?: (result: Extract<ActionResult<Told>, { ok: true }>) => ReactNode;
  children: ReactNode;
}

/**
 * A form whose every sending counts once, however often it arrives; an answer makes the next click a new one. What was
 * typed stays when the answer is a no.
 */
export function KeyedForm<Told extends object = object>({
  action,
  submit,
  seed,
  texts,
  after,
  children,
  ...look
}: KeyedFormProps<Told>) {
  const [result, run, pending] = useActionState(leaveAfter(action, { leaveTo: look.leaveTo }), null);
  const formKey = useFormKey(seed, result);
  const form = useWrongFields(result);
  useAskedInstead(result);
  if (result?.ok && after) {
    return after(result);
  }
  const fault = <FormFault result={result} texts={texts} />;
  const send = (event: FormEvent<HTMLFormElement>) => {
    // React empties a form that it sends by `action`, also when the answer is a no.
    event.preventDefault();
    event.currentTarget.querySelector("dialog")?.close();
    const form = new FormData(event.currentTarget);
    startTransition(() => run(form));
  };
  return (
    <form
      ref={form}
      action={run}
      onSubmit={send}
      // For the look alone: a long form's keys come along then.
      onInput={(event) => event.currentTarget.setAttribute("data-changed", "")}
      className={look.className ?? "grid gap-4"}
    >
      {/* The first submitting button is what Enter in a field presses: it must not answer a question nobody saw. */}
      {look.question ? <button type="submit" disabled hidden /> : null}
      <input type="hidden" name="formKey" value={formKey} />
      {children}
      {/* In a row of keys it has no room. */}
      {look.beside ? fault : null}
      <div className={look.keysClass ?? "grid justify-items-start gap-4"}>
        {look.beside}
        {look.beside ? null : fault}
        {look.question ? (
          <AskedKey
            question={look.question}
            submit={submit}
            pending={pending}
            icon={look.icon}
            variant={look.variant}
          />
        ) : (
          <SubmitKey
            variant={look.variant}
            icon={look.icon}
            aria-disabled={pending || undefined}
            aria-busy={pending || undefined}
          >
            {submit}
          </SubmitKey>
        )}
        {look.below}
      </div>
    </form>
  );
}

/** Marks the fields that the answer names, and leads to the first. */
function useWrongFields(result: ActionResult | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const names = result && !result.ok ? Object.keys(result.fields ?? {}) : [];
    const fields = [...(form.current?.elements ?? [])].filter((field) => field instanceof HTMLInputElement);
    for (const field of fields) {
      field.ariaInvalid = names.includes(field.name) ? "true" : null;
    }
    fields.find((field) => names.includes(field.name))?.focus();
  }, [result]);
  return form;
}

export function useFormKey(seed: string, result: ActionResult | null): string {
  const [formKey, setFormKey] = useState(seed);
  useEffect(() => {
    if (result !== null) {
      setFormKey(newKey());
    }
  }, [result]);
  return formKey;
}

/** 128 random bits. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
