"use client";

import { type ReactNode, type TextareaHTMLAttributes, useId } from "react";
import { useFieldFault, useSent } from "./field-faults";
import "./field.css";

interface AreaFieldProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  name: string;
  hint?: ReactNode;
}

/** Text of several lines. */
export function AreaField({ label, hint, className, ...area }: AreaFieldProps) {
  const id = useId();
  const error = useFieldFault(area.name);
  const said = error ?? hint;
  const sent = useSent(area.name);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        {...area}
        defaultValue={sent ?? area.defaultValue}
        id={id}
        data-told
        className={`input h-auto resize-y py-2.5 ${className ?? ""}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={said ? `${id}-said` : undefined}
      />
      {said ? (
        <small id={`${id}-said`} className={error ? "text-alert-text" : undefined}>
          {said}
        </small>
      ) : null}
    </div>
  );
}
