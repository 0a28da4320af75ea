import { type ReactNode, useId } from "react";
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
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        name={name}
        defaultValue={value ?? undefined}
        required={required}
        aria-describedby={hint ? `${id}-said` : undefined}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      {hint ? <small id={`${id}-said`}>{hint}</small> : null}
    </div>
  );
}
