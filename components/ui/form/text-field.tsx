"use client";

import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { useFieldFault, useSent } from "./field-faults";
import "./field.css";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  hint?: ReactNode;
  /** In place of what the form around says of it. */
  error?: string;
  /** Of a figure, such as "GB": stands in the field. */
  unit?: string;
  /** Stands over the right end of the input. */
  inside?: ReactNode;
}

export function TextField({ label, hint, unit, inside, error: own, ...input }: TextFieldProps) {
  const id = useId();
  const told = useFieldFault(input.name);
  const error = own ?? told;
  const sent = useSent(input.name);
  const said = error ?? hint;
  const describedBy = [unit && `${id}-unit`, said && `${id}-said`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="relative block">
        <input
          {...input}
          {...(sent === undefined || input.value !== undefined ? {} : { defaultValue: sent })}
          id={id}
          data-told
          className={unit || inside ? "input pr-16" : "input"}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
        />
        {unit ? (
          <span
            id={`${id}-unit`}
            className="pointer-events-none absolute inset-y-0 right-3.5 grid place-items-center text-ink-2 text-sm"
          >
            {unit}
          </span>
        ) : null}
        {inside}
      </span>
      {said ? (
        <small id={`${id}-said`} className={error ? "text-alert-text" : undefined}>
          {said}
        </small>
      ) : null}
    </div>
  );
}
