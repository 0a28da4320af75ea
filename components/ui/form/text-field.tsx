"use client";

import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { Field, inputClass } from "./field";
import { useFieldFault, useSent } from "./field-faults";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  hint?: ReactNode;
  /** In place of what the form around says of it. */
  error?: string;
  /** Of a figure, such as "GB": stands in the field. */
  unit?: string;
  /** A name, a code: the browser corrects nothing in it. */
  verbatim?: boolean;
  /** Stands over the right end of the input. */
  inside?: ReactNode;
}

export function TextField({ label, hint, unit, verbatim, inside, error: own, ...input }: TextFieldProps) {
  const id = useId();
  const told = useFieldFault(input.name);
  const error = own ?? told;
  const sent = useSent(input.name);
  const isCode = input.autoComplete === "one-time-code" && input.inputMode === "numeric";
  const describedBy = [unit && `${id}-unit`, (error || hint) && `${id}-said`].filter(Boolean).join(" ");
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {/* In a `LimitField`, a word may stand in its place. */}
      <span className="relative block group-has-checked/limit:hidden">
        <input
          {...(verbatim && { autoCapitalize: "none", spellCheck: false })}
          {...input}
          {...(sent === undefined || input.value !== undefined ? {} : { defaultValue: sent })}
          id={id}
          data-told
          className={`${inputClass} read-only:border-line-2 read-only:bg-sunken read-only:text-ink-2 ${unit || inside ? "pr-16" : ""} ${isCode ? "nums h-12 text-center font-semibold text-20 tracking-[0.3em]" : ""}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
        />
        {unit ? (
          <span
            id={`${id}-unit`}
            className="pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-13 text-ink-3"
          >
            {unit}
          </span>
        ) : null}
        {inside}
      </span>
    </Field>
  );
}
