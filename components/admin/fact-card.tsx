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
