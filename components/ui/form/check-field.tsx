import type { ReactNode } from "react";
import "./check-field.css";
import "./field.css";

interface CheckFieldProps {
  name: string;
  label: ReactNode;
  /** In place of `1`. */
  value?: string;
  defaultChecked?: boolean;
  disabled?: boolean;
  required?: boolean;
}

/** A box to tick; sends `1`. */
export function CheckField({ label, ...input }: CheckFieldProps) {
  return (
    <label className="check-field">
      <input type="checkbox" value="1" {...input} />
      <span>{label}</span>
    </label>
  );
}
