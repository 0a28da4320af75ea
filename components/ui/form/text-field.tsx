import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import "./field.css";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  hint?: ReactNode;
  error?: string;
  /** Of a figure, such as "GB": stands in the field. */
  unit?: string;
  /** Stands over the right end of the input. */
  inside?: ReactNode;
}

export function TextField({ label, hint, error, unit, inside, ...input }: TextFieldProps) {
  const id = useId();
  const said = error ?? hint;
  const describedBy = [unit && `${id}-unit`, said && `${id}-said`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="relative block">
        <input
          {...input}
          id={id}
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
