import type { ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button";
import { Icon } from "./icon";
import "./disclosure.css";

interface DisclosureProps {
  title: string;
  /** What is behind it, in some words. */
  note?: ReactNode;
  open?: boolean;
  children: ReactNode;
  /** It opens a form that does something: its line looks like a key. */
  asButton?: Required<Pick<ButtonLook, "variant" | "icon">>;
}

/** What is rarely wanted, behind a line. */
export function Disclosure({ title, note, asButton, open, children }: DisclosureProps) {
  return (
    <details className="disclosure" open={open}>
      {asButton ? (
        <summary className={buttonClass(asButton)} data-icon={asButton.icon}>
          <Icon name={asButton.icon} />
          {title}
        </summary>
      ) : (
        <summary>
          <Icon name="chevron-down" small />
          <b>{title}</b>
          {note ? <small>{note}</small> : null}
        </summary>
      )}
      <div>{children}</div>
    </details>
  );
}
