import type { ReactNode } from "react";
import "./fact-card.css";

export interface Fact {
  /** Where a link leads to it. */
  id?: string;
  name: string;
  value: ReactNode;
}

/** Names and values, dense. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ id, name, value }) => (
        <div key={name} id={id}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FactCardProps {
  /** Where a link leads to it. */
  id?: string;
  title: string;
  facts: Fact[];
  children?: ReactNode;
}

/** A card of names and values; two or three stand beside each other on a desktop. */
export function FactCard({ id, title, facts, children }: FactCardProps) {
  return (
    <section className="card" id={id}>
      <h2 className="mb-3">{title}</h2>
      <FactList facts={facts} />
      {children}
    </section>
  );
}
