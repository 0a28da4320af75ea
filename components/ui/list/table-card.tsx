import { type ReactNode, useId } from "react";

interface TableCardProps {
  title: string;
  count?: number;
  /** Under the title, in a line. */
  note?: ReactNode;
  /** At the right of the title. */
  aside?: ReactNode;
  /** For links that lead to it. */
  id?: string;
  children: ReactNode;
}

/** A named part of a sheet that holds a table as wide as the sheet. */
export function TableCard({ title, count, note, aside, id, children }: TableCardProps) {
  const titleId = useId();
  return (
    <section className="card table-card" aria-labelledby={titleId} id={id}>
      <div className="line-head">
        <h2 id={titleId}>
          {title} {count === undefined ? null : <small>{count}</small>}
        </h2>
        {aside}
      </div>
      {note ? <p className="mb-3 text-ink-2">{note}</p> : null}
      {children}
    </section>
  );
}
