import { type ReactNode, useId } from "react";
import { Icon } from "../icon";
import "./pick.css";

interface PickProps {
  name: string;
  value: string;
  /** With `onPick`: whoever holds it says which one is chosen. Otherwise the form does. */
  checked?: boolean;
  defaultChecked?: boolean;
  onPick?: () => void;
  required?: boolean;
  className?: string;
  children: ReactNode;
}

/** One of several: a real radio button lies over all of it. */
export function Pick({ onPick, className, children, ...input }: PickProps) {
  return (
    <label className={["pick", className].filter(Boolean).join(" ")}>
      <input type="radio" {...input} onChange={onPick} />
      {children}
      <Icon name="check" />
    </label>
  );
}

interface ChoiceStepProps {
  n: number;
  title: string;
  /** Beside the title. */
  note?: ReactNode;
  /** It holds fields, and not one choice of several. */
  fields?: boolean;
  /** Of its heading; 3 by default, below that of a host's page. */
  level?: 2 | 3;
  children: ReactNode;
}

/** A numbered step of a choice. */
export function ChoiceStep({ n, title, note, fields, level, children }: ChoiceStepProps) {
  const id = useId();
  const Title = level === 2 ? "h2" : "h3";
  const inside = (
    <>
      <Title id={id}>{title}</Title>
      {note}
      {children}
    </>
  );
  return (
    <div className="choice-step">
      <span className="choice-number" aria-hidden="true">
        {n}
      </span>
      {fields ? (
        <section aria-labelledby={id}>{inside}</section>
      ) : (
        <div role="radiogroup" aria-labelledby={id}>
          {inside}
        </div>
      )}
    </div>
  );
}
