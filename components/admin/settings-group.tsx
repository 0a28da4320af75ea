import { type ReactNode, useId } from "react";

interface SettingsGroupProps {
  /** Where a link leads to it. */
  id?: string;
  title: string;
  text?: ReactNode;
  /** What can be done to all of it, at the head's end. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled group of `FactRow`s: how something stands, and in its head the keys that change it. */
export function SettingsGroup({ id, title, text, actions, children }: SettingsGroupProps) {
  const titleId = useId();
  return (
    <section id={id} aria-labelledby={titleId} className="flex scroll-mt-12 flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <div className="flex min-w-0 flex-1 flex-col">
          <h2 id={titleId} className="font-semibold text-14">
            {title}
          </h2>
          {text ? <p className="text-13 text-ink-2">{text}</p> : null}
        </div>
        {actions ? <span className="flex flex-wrap items-center gap-2">{actions}</span> : null}
      </div>
      <dl className="rounded-lg border border-line bg-card">{children}</dl>
    </section>
  );
}

interface FactRowProps {
  label: ReactNode;
  /** Null or empty: there is none, and the row isn't drawn. */
  value: ReactNode;
  /** What is known about the value. */
  meta?: ReactNode;
  /** A key of this row alone. */
  end?: ReactNode;
}

/** One fact: its name, its value, a remark about it. */
export function FactRow({ label, value, meta, end }: FactRowProps) {
  return value ? (
    <div className="flex min-h-11 items-center gap-4 border-line border-b px-5 py-2 text-13 last:border-b-0 max-md:px-4">
      <dt className="w-36 shrink-0 text-ink-2 max-md:w-32">{label}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere tabular-nums">{value}</dd>
      {meta ? <dd className="shrink-0 text-ink-3 tabular-nums max-sm:hidden">{meta}</dd> : null}
      {end ? <dd className="flex shrink-0 items-center gap-1">{end}</dd> : null}
    </div>
  ) : null;
}

/** Two columns of groups from a wide desk on, one before. */
export function SettingsColumns({ children }: { children: [ReactNode, ReactNode] }) {
  return (
    <div className="grid items-start gap-x-5 gap-y-7 xl:grid-cols-2">
      {children.map((column, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns have no other name
        <div key={at} className="flex min-w-0 flex-col gap-7">
          {column}
        </div>
      ))}
    </div>
  );
}
