"use client";

import { type ReactNode, useId } from "react";
import { Field, inputClass } from "./field";
import { useFieldFault, useSent } from "./field-faults";

interface SelectFieldProps {
  name: string;
  label: string;
  /** Null: the first option. */
  value?: string | null;
  /** Value and text. */
  options: [string, string][];
  hint?: ReactNode;
  /** For what else the form shows. */
  onChoose?: (value: string) => void;
}

export function SelectField({ name, label, value, options, hint, onChoose }: SelectFieldProps) {
  const id = useId();
  const error = useFieldFault(name);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        className={inputClass}
        name={name}
        defaultValue={useSent(name) ?? value ?? undefined}
        onChange={onChoose && ((event) => onChoose(event.target.value))}
        data-told
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-said` : undefined}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
