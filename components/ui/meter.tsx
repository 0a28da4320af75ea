interface MeterProps {
  used: number;
  limit: number;
  /** Accessible text of the value ("412 of 1,000 GB"). */
  label: string;
  /** Of work that is done when it is full: full is good, and nothing is running out. */
  work?: boolean;
  className?: string;
}

/** From here on it needs somebody. */
const NEAR = 0.9;

/** Used of allowed, drawn as SVG: the page's policy forbids style attributes. */
export function Meter({ used, limit, label, work, className = "w-full" }: MeterProps) {
  const part = limit > 0 ? Math.min(100, Math.max(used > 0 ? 2 : 0, (used / limit) * 100)) : 0;
  const near = !work && used >= limit * NEAR;
  return (
    <svg
      className={`block shrink-0 rounded-full bg-press h-1 ${near ? "fill-warn" : work ? "fill-chart-1" : "fill-ink-3"} ${className}`}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect width={part} height="10" />
    </svg>
  );
}
