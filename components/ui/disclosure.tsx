import type { ReactNode } from "react";
import { Icon } from "./icon";
import "./disclosure.css";

interface DisclosureProps {
  title: string;
  /** What is behind it, in some words. */
  note?: ReactNode;
  open?: boolean;
  children: ReactNode;
}

/** What is rarely wanted, behind a line. */
export function Disclosure({ title, note, open, children }: DisclosureProps) {
  return (
    <details className="disclosure" open={open}>
      <summary>
        <Icon name="chevron-down" small />
        <b>{title}</b>
        {note ? <small>{note}</small> : null}
      </summary>
      <div>{children}</div>
    </details>
  );
}
