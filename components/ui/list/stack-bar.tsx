import type { ReactNode } from "react";
import { Link } from "../link";

export type StackTone = "ok" | "off" | "restricted" | "working" | "warn" | "bad" | "unknown";

/** Of the dot beside its word, and of the bar, where most of it is quiet. */
const TONE: Record<StackTone, [dot: string, bar: string]> = {
  ok: ["bg-ok", "fill-ok/45"],
  off: ["bg-off/50", "fill-off/50"],
  restricted: ["bg-off", "fill-off"],
  working: ["bg-warn/55", "fill-warn/55"],
  warn: ["bg-warn", "fill-warn"],
  bad: ["bg-bad", "fill-bad"],
  unknown: ["bg-line-2", "fill-line-2"],
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
            <span className={`size-2 rounded-full ${TONE[tone][0]}`} />
            <span className="text-ink-2 group-hover/part:text-ink">{label}</span>
            <span className="font-medium text-ink tabular-nums">{count}</span>
          </Link>
        ))}
      </div>
      <Shares parts={shown} />
    </div>
  );
}

const WIDTH = 1000;
/** A few of many are still seen. */
const LEAST = 6;
const GAP = 2;

/** Drawn as SVG: the page's policy forbids style attributes. */
function Shares({ parts }: Pick<StackBarProps, "parts">) {
  const all = parts.reduce((sum, { value }) => sum + value, 0);
  const room = WIDTH - (LEAST + GAP) * parts.length + GAP;
  let x = -GAP;
  return (
    <svg
      className="block h-1.5 w-full"
      viewBox={`0 0 ${WIDTH} 6`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {parts.map(({ key, value, tone }) => {
        const width = LEAST + (value / all) * room;
        const from = x + GAP;
        x = from + width;
        return <rect key={key} className={TONE[tone][1]} x={from} width={width} height="6" />;
      })}
    </svg>
  );
}
