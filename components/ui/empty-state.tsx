import type { ReactNode } from "react";

interface EmptyStateProps {
  title: ReactNode;
  text?: ReactNode;
  /** 1 where this is all of the page. */
  level?: 1 | 2;
  /** Buttons: what to do next. */
  children?: ReactNode;
}

/** None yet, no match, couldn't be loaded: three different things, each with its own words, one line and one action. */
export function EmptyState({ title, text, level = 2, children }: EmptyStateProps) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <section className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      <Title className={level === 1 ? "text-20" : "font-medium"}>{title}</Title>
      {text ? <p className="max-w-96 text-13 text-balance text-ink-2">{text}</p> : null}
      {children ? <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div> : null}
    </section>
  );
}
