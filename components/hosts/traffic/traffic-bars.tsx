import { useFormatter, useTranslations } from "next-intl";
import { type TrafficDay, WHOLE_DAY_MINUTES } from "@/lib/monitor/traffic/traffic-view";
import { useTrafficWords } from "./use-traffic-words";

/** A bar and the room beside it, and how high the highest is. */
const STEP = 10;
const BAR = 7;
const HEIGHT = 100;
const DAY_MS = 86_400_000;

interface TrafficBarsProps {
  /** Oldest first, gaps left out. */
  days: readonly TrafficDay[];
  /** How many days up to the last of them are shown. */
  count: number;
}

/** What came in below what went out, a bar a day. Drawn as SVG: the page's policy forbids style attributes. */
export function TrafficBars({ days, count }: TrafficBarsProps) {
  const t = useTranslations("traffic");
  const words = useTrafficWords();
  const last = Date.parse(days.at(-1)?.day ?? "");
  const known = new Map(days.map((day) => [day.day, day]));
  const shown = Array.from({ length: count }, (_, at) => {
    const name = new Date(last - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10);
    return { name, day: known.get(name) ?? null };
  });
  const top = Math.max(...shown.map(({ day }) => (day ? day.inSum + day.outSum : 0))) || 1;
  const highest = shown.reduce((most, { day }) => Math.max(most, (day?.inGb ?? 0) + (day?.outGb ?? 0)), 0);
  return (
    <figure className="flex flex-col gap-2" aria-label={t("days", { count })} role="img">
      <div className="flex items-end justify-between gap-4 text-12 text-ink-3 tabular-nums">
        <span>{highest > 0 ? words.gb(highest) : null}</span>
        <Legend
          isPartly={shown.some(({ day }) => day && isPartly(day))}
          hasGaps={shown.some(({ day }) => !day)}
        />
      </div>
      <svg
        className="block h-32 w-full border-line border-b md:h-40"
        viewBox={`0 0 ${count * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {shown.map(({ name, day }, at) => (
          <Bar key={name} x={at * STEP + (STEP - BAR) / 2} top={top} name={words.day(name)} day={day} />
        ))}
      </svg>
      <Dates names={shown.map(({ name }) => name)} />
    </figure>
  );
}

const isPartly = ({ minutes, complete }: TrafficDay): boolean => complete && minutes < WHOLE_DAY_MINUTES;

function Bar({ x, top, name, day }: { x: number; top: number; name: string; day: TrafficDay | null }) {
  const t = useTranslations("traffic");
  const words = useTrafficWords();
  const format = useFormatter();
  if (!day) {
    return (
      <g>
        <title>{t("dayNone", { day: name })}</title>
        <rect className="fill-press" x={x} width={BAR} height={HEIGHT} />
      </g>
    );
  }
  const [inHeight, outHeight] = [(day.inSum / top) * HEIGHT, (day.outSum / top) * HEIGHT];
  const values = { day: name, in: words.amount(day, "in"), out: words.amount(day, "out") };
  const hours = format.number(day.minutes / 60, { maximumFractionDigits: 0 });
  return (
    <g className={isPartly(day) ? "opacity-50" : undefined}>
      <title>{isPartly(day) ? t("dayPartly", { ...values, hours }) : t("day", values)}</title>
      {/* Reaches to the top, so that the words show wherever the day is pointed at. */}
      <rect className="fill-transparent" x={x} width={BAR} height={HEIGHT} />
      <rect className="fill-chart-1" x={x} width={BAR} y={HEIGHT - inHeight} height={inHeight} />
      <rect className="fill-chart-2" x={x} width={BAR} y={HEIGHT - inHeight - outHeight} height={outHeight} />
    </g>
  );
}

function Dates({ names }: { names: readonly string[] }) {
  const words = useTrafficWords();
  const middle = names[Math.floor((names.length - 1) / 2)];
  return (
    <span className="flex justify-between text-12 text-ink-3 tabular-nums" aria-hidden="true">
      {[names[0], middle, names.at(-1)].map((name) =>
        name ? <span key={name}>{words.day(name)}</span> : null,
      )}
    </span>
  );
}

function Legend({ isPartly: hasPartly, hasGaps }: { isPartly: boolean; hasGaps: boolean }) {
  const t = useTranslations("traffic");
  const entries = [
    ["bg-chart-1", t("in"), true],
    ["bg-chart-2", t("out"), true],
    ["bg-chart-1/50", t("partly"), hasPartly],
    ["bg-press", t("noData"), hasGaps],
  ] as const;
  return (
    <span className="flex flex-wrap justify-end gap-x-4 text-ink-2">
      {entries.map(([colour, name, isShown]) =>
        isShown ? (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span className={`size-2 rounded-sm ${colour}`} />
            {name}
          </span>
        ) : null,
      )}
    </span>
  );
}
