import { type ReactNode, useId } from "react";

interface ZoneProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** A named part of the sheet. */
export function Zone({ title, aside, children }: ZoneProps) {
  const id = useId();
  return (
    <section className="zone" aria-labelledby={id}>
      <div className="zone-head">
        <h3 id={id}>{title}</h3>
        {aside ? <small className="zone-aside">{aside}</small> : null}
      </div>
      {children}
    </section>
  );
}
