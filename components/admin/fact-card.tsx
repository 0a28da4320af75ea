import type { ReactNode } from "react";
import "./fact-card.css";

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values, dense. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A card of names and values; two or three stand beside each other on a desktop. */
export function FactCard({ title, facts, children }: { title: string; facts: Fact[]; children?: ReactNode }) {
  return (
    <section className="card">
      <h2 className="mb-3">{title}</h2>
      <FactList facts={facts} />
      {children}
    </section>
  );
}
