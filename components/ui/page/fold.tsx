import type { ReactNode } from "react";
import { Icon } from "../icon";

interface FoldProps {
  title: ReactNode;
  /** At the right end: what is behind it, in some words. */
  meta?: ReactNode;
  open?: boolean;
  children: ReactNode;
}

/** What few need, behind a line of a card. */
export const Fold = ({ title, meta, open, children }: FoldProps) => (
  <details className="group/fold scroll-mt-16" open={open}>
    <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 px-4 font-medium text-13 text-ink-2 hover:text-ink md:px-5">
      <Icon
        name="chevron-right"
        size={14}
        className="text-ink-3 transition-transform group-open/fold:rotate-90"
      />
      {title}
      {meta ? <span className="ml-auto font-normal text-ink-3">{meta}</span> : null}
    </summary>
    {children}
  </details>
);
