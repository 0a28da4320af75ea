import type { ReactNode } from "react";

/** Name and value; what has no value is left out. */
export type NamedFact = readonly [name: ReactNode, value: ReactNode];

interface DescriptionListProps {
  facts: readonly NamedFact[];
  /** Beside each other, each value below its name; on a phone in rows. */
  columns?: boolean;
  /** How wide names are in rows; a class. */
  nameClass?: string;
  className?: string;
}

/** What is known of something. */
export function DescriptionList({
  facts,
  columns,
  nameClass = "w-36",
  className = "",
}: DescriptionListProps) {
  const known = facts.filter(
    ([, value]) => value !== null && value !== undefined && value !== "" && value !== false,
  );
  return columns ? (
    <dl className={`flex flex-wrap gap-x-5 gap-y-3 max-md:flex-col max-md:gap-0 xl:gap-x-8 ${className}`}>
      {known.map(([name, value], at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have their places
          key={at}
          className="flex min-w-0 flex-col max-md:min-h-11 max-md:flex-row max-md:items-center max-md:justify-between max-md:gap-3 max-md:border-b max-md:border-line max-md:last:border-b-0"
        >
          <dt className="text-12 text-ink-3 max-md:text-13">{name}</dt>
          <dd className="min-w-0 leading-6 tabular-nums wrap-anywhere md:text-13">{value}</dd>
        </div>
      ))}
    </dl>
  ) : (
    <dl className={`divide-y divide-line ${className}`}>
      {known.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts have their places
        <div key={at} className="flex min-h-9 items-center gap-3 py-1.5 text-13">
          <dt className={`${nameClass} shrink-0 text-ink-2`}>{name}</dt>
          <dd className="min-w-0 flex-1 tabular-nums wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface StatProps {
  label?: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  /** At the right end. */
  note?: ReactNode;
}

/** The one figure of a card. */
export const Stat = ({ label, value, unit, note }: StatProps) => (
  <div className="flex flex-col">
    {label ? <span className="text-13 text-ink-2">{label}</span> : null}
    <span className="flex items-baseline gap-1.5">
      <span className="font-semibold text-20 tabular-nums">{value}</span>
      {unit ? <span className="text-13 text-ink-2">{unit}</span> : null}
      {note ? <span className="ml-auto text-12 text-ink-3">{note}</span> : null}
    </span>
  </div>
);
