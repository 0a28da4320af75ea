import type { ReactNode } from "react";
import { Icon } from "./icon";
import { type KeyLook, keyClass } from "./key";
import "./disclosure.css";

interface DisclosureProps {
  title: string;
  /** What is behind it, in some words. */
  note?: ReactNode;
  open?: boolean;
  children: ReactNode;
  /** It opens a form that does something: its line looks like a key. */
  asKey?: Required<Pick<KeyLook, "variant" | "icon">>;
}

/** What is rarely wanted, behind a line. */
export function Disclosure({ title, note, asKey, open, children }: DisclosureProps) {
  return (
    <details className="disclosure" open={open}>
      {asKey ? (
        <summary className={keyClass(asKey.variant, false)} data-icon={asKey.icon}>
          <Icon name={asKey.icon} />
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
