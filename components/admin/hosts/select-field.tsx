interface SelectFieldProps {
  name: string;
  label: string;
  /** Null: the first option. */
  value?: string | null;
  /** Value and text. */
  options: [string, string][];
  hint?: string;
  required?: boolean;
}

export function SelectField({ name, label, value, options, hint, required }: SelectFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" name={name} defaultValue={value ?? undefined} required={required}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      {hint ? <small>{hint}</small> : null}
    </label>
  );
}
