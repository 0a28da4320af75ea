import { type ReactNode, useId } from "react";

interface CardProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** A named part of the sheet. */
export function Card({ title, aside, children }: CardProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h3 id={id}>{title}</h3>
        {aside ? <small className="card-aside">{aside}</small> : null}
      </div>
      {children}
    </section>
  );
}
