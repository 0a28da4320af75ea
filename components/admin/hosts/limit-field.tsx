import { useTranslations } from "next-intl";
import { CheckField } from "@/components/ui/form/check-field";
import type { CodeBox } from "@/lib/fleet/hosts/host-fields";
import { LIMIT_CODES, type LimitName } from "@/lib/provider/plan";
import { NumberField } from "./number-field";

interface LimitFieldProps {
  name: LimitName;
  value?: number | null;
  unit?: string;
}

/** A number, and under it the one word that RStack writes as a code. */
export function LimitField({ name, value, unit }: LimitFieldProps) {
  const f = useTranslations("fleet-hosts.form");
  const isCode = value === LIMIT_CODES[name];
  const box: CodeBox = `${name}-coded`;
  const word = f(LIMIT_CODES[name] === -1 ? "ofGroup" : "unlimited");
  return (
    // While its box is ticked, there is no number to type.
    <div className="group/limit">
      <NumberField name={name} label={f(name)} value={isCode ? null : value} unit={unit} />
      <CheckField name={box} label={word} defaultChecked={isCode} />
    </div>
  );
}
