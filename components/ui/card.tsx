import { type ReactNode, useId } from "react";

interface CardProps {
  /** For links that lead to it. */
  id?: string;
  title?: ReactNode;
  /** Beside the title, quiet. */
  meta?: ReactNode;
  /** At the right end of the head. */
  action?: ReactNode;
  /** At the bottom, behind a hairline. */
  foot?: ReactNode;
  /** The body brings its own padding: rows, a table. */
  flush?: boolean;
  /** The body is a list of facts, which has its own lines. */
  tight?: boolean;
  className?: string;
  children: ReactNode;
}

/** A named part of a page that is read. */
export function Card({ id, title, meta, action, foot, flush, tight, className = "", children }: CardProps) {
  const titleId = useId();
  const body = tight ? "-mt-1 pb-2" : "pb-4 md:pb-5";
  return (
    <section
      id={id}
      className={`scroll-mt-16 rounded-lg border border-line bg-card ${className}`}
      aria-labelledby={title ? titleId : undefined}
    >
      {title ? (
        <header
          className={`flex min-h-14 items-center gap-3 px-4 md:min-h-12 md:px-5 ${flush ? "border-b border-line" : ""}`}
        >
          <h2 id={titleId}>{title}</h2>
          {meta ? <span className="min-w-0 text-13 text-ink-3">{meta}</span> : null}
          {action ? (
            <span className="ml-auto flex flex-wrap items-center justify-end gap-2">{action}</span>
          ) : null}
        </header>
      ) : null}
      {flush ? (
        children
      ) : (
        <div className={`px-4 md:px-5 ${title ? "" : "pt-4 md:pt-5"} ${body}`}>{children}</div>
      )}
      {foot ? (
        <footer className="flex items-center gap-3 border-t border-line px-4 py-3 text-13 text-ink-2 md:px-5">
          {foot}
        </footer>
      ) : null}
    </section>
  );
}

interface SectionProps {
  id?: string;
  title: ReactNode;
  /** What the value below means, or what follows from it. */
  text?: ReactNode;
  /** At the right of the title. */
  action?: ReactNode;
  /** Its title in red: the danger zone. */
  danger?: boolean;
  children: ReactNode;
}

/** A named group of a page that is changed: a title on the ground, its rows in a card. */
export function Section({ id, title, text, action, danger, children }: SectionProps) {
  const titleId = useId();
  return (
    <section id={id} className="flex scroll-mt-16 flex-col gap-3" aria-labelledby={titleId}>
      <div className="flex items-center gap-3">
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          <h2 id={titleId} className={danger ? "text-bad-ink" : undefined}>
            {title}
          </h2>
          {text ? <p className="text-13 text-ink-2">{text}</p> : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

/** The card of a section: rows with a hairline between them. */
export const Rows = ({ className = "", children }: { className?: string; children: ReactNode }) => (
  <div className={`divide-y divide-line rounded-lg border border-line bg-card ${className}`}>{children}</div>
);

interface SettingRowProps {
  id?: string;
  label: ReactNode;
  /** A second line: what follows from it. */
  text?: ReactNode;
  /** What is set now; below the label on a phone. */
  value?: ReactNode;
  /** What changes it. */
  control?: ReactNode;
  /** Before the label. */
  lead?: ReactNode;
}

/** A row of a section: label and remark left, value and control right. */
export const SettingRow = ({ id, label, text, value, control, lead }: SettingRowProps) => (
  <div
    id={id}
    className="grid min-h-15 scroll-mt-16 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-y-0.5 px-4 py-3 md:grid-cols-[auto_minmax(0,1fr)_auto_auto] md:px-5"
  >
    {lead ? <span className={`${value ? "row-span-2" : ""} mr-3 text-ink-3 md:mr-4`}>{lead}</span> : null}
    <div className="col-start-2 flex flex-col">
      <span className="font-medium">{label}</span>
      {text ? <span className="text-13 text-ink-2">{text}</span> : null}
    </div>
    {value ? (
      <div className="col-start-2 min-w-0 text-13 text-ink-2 md:col-start-3 md:row-start-1 md:ml-4 md:text-right">
        {value}
      </div>
    ) : null}
    {control ? (
      <div
        className={`col-start-3 ${value ? "row-span-2 md:row-span-1" : ""} row-start-1 ml-3 flex items-center gap-2 md:col-start-4 md:ml-4`}
      >
        {control}
      </div>
    ) : null}
  </div>
);

/** The last row of a list that can grow: `Button` with `variant="ghost" icon="plus"`, and at the right how many may be added. */
export const AddRow = ({ end, children }: { end?: ReactNode; children: ReactNode }) => (
  <div className="flex min-h-11 items-center gap-3 px-4 py-1.5 md:px-5">
    <span className="-ml-3">{children}</span>
    {end ? <span className="ml-auto text-13 text-ink-3">{end}</span> : null}
  </div>
);
