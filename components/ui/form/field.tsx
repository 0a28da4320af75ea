import type { ReactNode } from "react";
import { Icon } from "../icon";

/** Of what is typed or chosen in: input, select, textarea. */
export const inputClass =
  "min-h-9 w-full rounded-md border border-edge bg-card px-3 [select&]:pr-8.5 focus:outline-2 focus:-outline-offset-1 focus:outline-accent-ink disabled:border-line-2 disabled:bg-sunken disabled:text-ink-2 aria-invalid:border-bad aria-invalid:focus:outline-bad-ink max-md:min-h-11 max-md:text-16 pointer-coarse:min-h-11";

export const fieldClass = "flex min-w-0 flex-col gap-1.5";
export const labelClass = "font-medium text-13";

interface FieldProps {
  /** Of the input; what is said of it has `ID-said`. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  className?: string;
  /** The input, of the class `inputClass`, with `aria-describedby` where there is something to say. */
  children: ReactNode;
}

/** A label over an input, and below it what is wrong, or a hint. */
export const Field = ({ id, label, hint, error, className = "", children }: FieldProps) => (
  <div className={`${fieldClass} ${className}`}>
    <label htmlFor={id} className={labelClass}>
      {label}
    </label>
    {children}
    {error ? (
      <small id={`${id}-said`} className="flex items-start gap-1.5 text-bad-ink">
        <Icon name="alert" size={14} className="mt-px" />
        <span>{error}</span>
      </small>
    ) : hint ? (
      <small id={`${id}-said`} className="text-ink-3">
        {hint}
      </small>
    ) : null}
  </div>
);
