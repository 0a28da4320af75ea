import type { ReactNode } from "react";
import { Link } from "../link";

export type StackTone = "ok" | "off" | "restricted" | "working" | "warn" | "bad" | "unknown";

/** Of the bar, where most of it is quiet, and of the dot beside its word. */
const TONE: Record<StackTone, [bar: string, dot: string]> = {
  ok: ["bg-ok/45", "bg-ok"],
  off: ["bg-off/50", "bg-off/50"],
  restricted: ["bg-off", "bg-off"],
  working: ["bg-warn/55", "bg-warn/55"],
  warn: ["bg-warn", "bg-warn"],
  bad: ["bg-bad", "bg-bad"],
  unknown: ["bg-line-2", "bg-line-2"],
};

interface StackBarProps {
  title: ReactNode;
  /** Those of zero are left out. `count` as it is written. */
  parts: readonly {
    key: string;
    label: string;
    value: number;
    count: string;
    href: string;
    tone: StackTone;
  }[];
}

/** Shares of one whole; their legend leads to each. */
export function StackBar({ title, parts }: StackBarProps) {
  const shown = parts.filter(({ value }) => value > 0);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-13 max-md:grid max-md:grid-cols-2">
        <span className="mr-auto flex items-baseline gap-2 max-md:col-span-2">{title}</span>
        {shown.map(({ key, label, count, href, tone }) => (
          <Link
            key={key}
            href={href}
            className="group/part flex min-h-6 items-center gap-2 no-underline max-md:min-h-11"
          >
            <span className={`size-2 rounded-full ${TONE[tone][1]}`} />
            <span className="text-ink-2 group-hover/part:text-ink">{label}</span>
            <span className="font-medium text-ink tabular-nums">{count}</span>
          </Link>
        ))}
      </div>
      <div className="flex h-1.5 gap-0.5" aria-hidden="true">
        {shown.map(({ key, value, tone }) => (
          <span
            key={key}
            className={`min-w-1.5 rounded-full ${TONE[tone][0]}`}
            style={{ flex: `${value} 1 0` }}
          />
        ))}
      </div>
    </div>
  );
}
