interface MeterProps {
  used: number;
  limit: number;
  /** Accessible text of the value ("412 of 1,000 GB"). */
  label: string;
  tall?: boolean;
  /** Of work that is done when it is full: full is good, and nothing is running out. */
  work?: boolean;
}

/** From here on it is time to look after it. */
const NEAR = 0.9;

/** Used of allowed, drawn as SVG: the page's policy forbids style attributes. */
export function Meter({ used, limit, label, tall, work }: MeterProps) {
  const part = limit > 0 ? Math.min(100, Math.max(used > 0 ? 2 : 0, (used / limit) * 100)) : 0;
  const tone = !work && used >= limit * NEAR && (used < limit ? "meter-near" : "meter-over");
  const names = ["meter", tone, tall && "meter-tall"].filter(Boolean).join(" ");
  return (
    <svg className={names} viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect width={part} height="10" />
    </svg>
  );
}
