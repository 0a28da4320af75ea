import { type ReactNode, useId } from "react";
import { Icon } from "@/components/ui/icon";

interface PickProps {
  name: string;
  value: string;
  checked: boolean;
  onPick: () => void;
  className?: string;
  children: ReactNode;
}

/** One of several: a real radio button lies over all of it. */
export function Pick({ name, value, checked, onPick, className, children }: PickProps) {
  return (
    <label className={["pick", className].filter(Boolean).join(" ")}>
      <input type="radio" name={name} value={value} checked={checked} onChange={onPick} />
      {children}
      <Icon name="check" />
    </label>
  );
}

/** A numbered step of the choice. */
export function ChoiceStep({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className="choice-step">
      <span className="choice-number" aria-hidden="true">
        {n}
      </span>
      <div role="radiogroup" aria-labelledby={id}>
        <h3 id={id}>{title}</h3>
        {children}
      </div>
    </div>
  );
}
