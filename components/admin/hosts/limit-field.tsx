import { CheckField } from "@/components/ui/form/check-field";
import type { CodeBox, LimitName } from "@/lib/fleet/hosts/host-fields";
import { NumberField } from "./number-field";

interface LimitFieldProps {
  name: LimitName;
  label: string;
  value?: number | null;
  unit?: string;
  /** RStack's number for no limit, or for another's, and what the box says in its place. */
  code: number;
  word: string;
}

/** A number, or the one word that RStack writes as a code: while the box is ticked, there is no number to type. */
export function LimitField({ name, label, value, unit, code, word }: LimitFieldProps) {
  const isCode = value === code;
  const box: CodeBox = `${name}-coded`;
  return (
    <div className="limit-field grid gap-1.5">
      <NumberField name={name} label={label} value={isCode ? null : value} unit={unit} />
      <CheckField name={box} label={word} defaultChecked={isCode} />
    </div>
  );
}
