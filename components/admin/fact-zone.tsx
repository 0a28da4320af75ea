import type { ReactNode } from "react";

export interface Fact {
  name: string;
  value: ReactNode;
}

/** A zone of names and values, dense: two or three beside each other on a desk. */
export function FactZone({ title, facts, children }: { title: string; facts: Fact[]; children?: ReactNode }) {
  return (
    <section className="zone">
      <h2 className="mb-3">{title}</h2>
      <dl className="facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}
