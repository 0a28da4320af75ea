import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { ListTable } from "@/components/ui/list/list-table";
import type { MasterHour } from "@/lib/fleet/connection-day";
import { ReportTime } from "./report-time";

const HIGH = 60;
const STEP = 10;
const WIDE = 8;
/** One bar shows no course. */
const FEWEST_HOURS = 2;

/** Whether there is a course to draw. */
const isCharted = (hours: MasterHour[]) => hours.filter(({ calls }) => calls > 0).length >= FEWEST_HOURS;

interface DayCardProps {
  hours: MasterHour[];
  zone: string | null;
}

/** The last day by the hour: how much was called, what went wrong, how long it took. Drawn on the server; nothing before there is a course. */
export function DayCard({ hours, zone }: DayCardProps) {
  const t = useTranslations("connection.day");
  const format = useFormatter();
  const sum = (of: (hour: MasterHour) => number) => hours.reduce((all, hour) => all + of(hour), 0);
  const most = Math.max(1, ...hours.map(({ calls }) => calls));
  const longest = Math.max(1, ...hours.map(({ slowestMs }) => slowestMs ?? 0));
  const bad = ({ refused, failed }: MasterHour) => refused + failed;
  if (!isCharted(hours)) {
    return null;
  }
  return (
    <section className="card">
      <h2 className="mb-3">{t("title")}</h2>
      <div className="day-charts">
        <Bars
          zone={zone}
          title={t("calls")}
          note={t("callsNote", { calls: sum(({ calls }) => calls), bad: sum(bad) })}
          top={t("most", { count: format.number(most) })}
          bars={hours.map((hour) => ({
            key: hour.at,
            whole: hour.calls / most,
            marked: bad(hour) / most,
          }))}
        />
        <Bars
          zone={zone}
          title={t("times")}
          note={t("timesNote")}
          top={t("ms", { ms: format.number(longest) })}
          bars={hours.map((hour) => ({
            key: hour.at,
            light: (hour.slowestMs ?? 0) / longest,
            whole: (hour.averageMs ?? 0) / longest,
          }))}
        />
      </div>
      <Figures hours={hours} zone={zone} />
    </section>
  );
}

interface Bar {
  key: string;
  /** Shares of the height. */
  whole: number;
  marked?: number;
  light?: number;
}

interface BarsProps {
  title: string;
  note: string;
  /** What the height stands for. */
  top: string;
  /** By the hour that each is of, ISO 8601. */
  bars: Bar[];
  zone: string | null;
}

function Bars({ title, note, top, bars, zone }: BarsProps) {
  const [first, last] = [bars.at(0)?.key, bars.at(-1)?.key];
  return (
    <figure className="day-chart">
      <figcaption>
        <b className="block">{title}</b>
        <small>{note}</small>
      </figcaption>
      <small className="mt-2 block text-ink-3 tabular-nums">{top}</small>
      <svg
        className="w-full"
        viewBox={`0 0 ${bars.length * STEP} ${HIGH}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={note}
      >
        {bars.map(({ key, ...shares }, at) => (
          <g key={key}>
            {(["light", "whole", "marked"] as const).map((name) => (
              <Column key={name} name={name} x={at * STEP} share={shares[name] ?? 0} />
            ))}
          </g>
        ))}
      </svg>
      {/* What the first bar and the last are of: the others are an hour each. */}
      <small className="flex justify-between text-ink-3 tabular-nums">
        {first ? <ReportTime iso={first} zone={zone} hour today /> : null}
        {last ? <ReportTime iso={last} zone={zone} hour today /> : null}
      </small>
    </figure>
  );
}

/** What happened at all is seen, however little it is. */
function Column({ name, x, share }: { name: string; x: number; share: number }) {
  const height = share > 0 ? Math.max(1.5, share * HIGH) : 0;
  return <rect className={name} x={x + (STEP - WIDE) / 2} y={HIGH - height} width={WIDE} height={height} />;
}

function Figures({ hours, zone }: DayCardProps) {
  const t = useTranslations("connection.day");
  const format = useFormatter();
  const ms = (value: number | null) =>
    value === null ? "–" : t("ms", { ms: format.number(value) }).replace(" ", "\u00a0");
  return (
    <Disclosure title={t("figures")}>
      <ListTable
        label={t("figures")}
        columns={[t("hour"), t("calls"), t("bad"), t("average"), t("slowest")]}
        rows={hours
          .filter(({ calls }) => calls > 0)
          .reverse()
          .map((hour) => ({
            key: hour.at,
            cells: [
              <ReportTime key="at" iso={hour.at} zone={zone} hour today />,
              format.number(hour.calls),
              `${format.number(hour.refused)} / ${format.number(hour.failed)}`,
              ms(hour.averageMs),
              ms(hour.slowestMs),
            ],
          }))}
      />
    </Disclosure>
  );
}
