import { type ReactNode, useId } from "react";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import "./filter-form.css";

interface FilterFormProps {
  label: string;
  submit: string;
  /** The page without a choice; null where nothing was chosen. */
  clear: { href: string; label: string } | null;
  children: ReactNode;
}

/** A plain form: what is chosen stands in the address, and works without JavaScript. */
export function FilterForm({ label, submit, clear, children }: FilterFormProps) {
  return (
    <search aria-label={label}>
      <form className="filter-form">
        {children}
        <span className="admin-keys">
          <Key type="submit" icon="search">
            {submit}
          </Key>
          {clear ? (
            <KeyLink href={clear.href} variant="plain">
              {clear.label}
            </KeyLink>
          ) : null}
        </span>
      </form>
    </search>
  );
}

interface FilterTextProps {
  name: string;
  label: string;
  value: string | null;
  type?: "search" | "date";
  numeric?: boolean;
}

export function FilterText({ name, label, value, type = "search", numeric }: FilterTextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        name={name}
        defaultValue={value ?? ""}
        maxLength={type === "date" ? undefined : 64}
        inputMode={numeric ? "numeric" : undefined}
      />
    </div>
  );
}

interface FilterChoiceProps {
  name: string;
  label: string;
  value: string | null;
  /** What stands for no choice. */
  all: string;
  options: [value: string, text: string][];
}

export function FilterChoice({ name, label, value, all, options }: FilterChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" name={name} defaultValue={value ?? ""}>
        <option value="">{all}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
