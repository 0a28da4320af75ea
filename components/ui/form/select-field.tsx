"use client";

import { type ReactNode, useId } from "react";
import { useFieldFault, useSent } from "./field-faults";
import "./field.css";

interface SelectFieldProps {
  name: string;
  label: string;
  /** Null: the first option. */
  value?: string | null;
  /** Value and text. */
  options: [string, string][];
  hint?: ReactNode;
  required?: boolean;
}

export function SelectField({ name, label, value, options, hint, required }: SelectFieldProps) {
  const id = useId();
  const error = useFieldFault(name);
  const said = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        name={name}
        defaultValue={useSent(name) ?? value ?? undefined}
        required={required}
        data-told
        aria-invalid={error ? true : undefined}
        aria-describedby={said ? `${id}-said` : undefined}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      {said ? (
        <small id={`${id}-said`} className={error ? "text-alert-text" : undefined}>
          {said}
        </small>
      ) : null}
    </div>
  );
}
