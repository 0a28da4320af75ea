import type { ReactNode } from "react";
import { Icon } from "./icon";

interface DisclosureProps {
  title: string;
  open?: boolean;
  children: ReactNode;
}

/** What is rarely wanted, behind a line. */
export function Disclosure({ title, open, children }: DisclosureProps) {
  return (
    <details className="disclosure group/fold" open={open}>
      <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-2 gap-y-1 font-medium text-13 text-ink-2 hover:text-ink">
        <Icon
          name="chevron-right"
          size={14}
          className="text-ink-3 transition-transform group-open/fold:rotate-90"
        />
        {title}
      </summary>
      <div className="pt-2 pb-4">{children}</div>
    </details>
  );
}
