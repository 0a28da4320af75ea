import { type InputHTMLAttributes, type ReactNode, useId } from "react";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  hint?: string;
  error?: string;
  /** Stands over the right end of the input. */
  inside?: ReactNode;
}

export function TextField({ label, hint, error, inside, ...input }: TextFieldProps) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="relative block">
        <input
          {...input}
          id={id}
          className="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={said ? `${id}-said` : undefined}
        />
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
