import type { ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button";
import { Icon } from "./icon";

interface DisclosureProps {
  title: string;
  open?: boolean;
  children: ReactNode;
  /** It opens a form that does something: its line looks like a key. */
  asButton?: Required<Pick<ButtonLook, "variant" | "icon">>;
}

/** Open, it is the heading of its form. */
const OPEN =
  "list-none group-open/fold:border-transparent group-open/fold:bg-transparent group-open/fold:px-0 group-open/fold:shadow-none";

/** What is rarely wanted, behind a line. */
export function Disclosure({ title, asButton, open, children }: DisclosureProps) {
  return (
    <details className="disclosure group/fold" open={open}>
      {asButton ? (
        <summary className={buttonClass({ ...asButton, className: OPEN })}>
          <Icon
            name={asButton.icon}
            className={asButton.icon === "plus" ? "group-open/fold:rotate-45" : ""}
          />
          {title}
        </summary>
      ) : (
        <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-2 gap-y-1 font-medium text-13 text-ink-2 hover:text-ink">
          <Icon
            name="chevron-right"
            size={14}
            className="text-ink-3 transition-transform group-open/fold:rotate-90"
          />
          {title}
        </summary>
      )}
      <div className="pt-2 pb-4">{children}</div>
    </details>
  );
}
