"use client";

import { type TextareaHTMLAttributes, useId } from "react";
import { Field, inputClass } from "./field";
import { useFieldFault, useSent } from "./field-faults";

interface AreaFieldProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  name: string;
}

/** Text of several lines. */
export function AreaField({ label, className = "", ...area }: AreaFieldProps) {
  const id = useId();
  const error = useFieldFault(area.name);
  const sent = useSent(area.name);
  return (
    <Field id={id} label={label} error={error}>
      <textarea
        {...area}
        defaultValue={sent ?? area.defaultValue}
        id={id}
        data-told
        className={`${inputClass} resize-y py-2 ${className}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-said` : undefined}
      />
    </Field>
  );
}
