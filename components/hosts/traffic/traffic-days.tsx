import { useFormatter, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import { DescriptionList, Stat } from "@/components/ui/page/facts";
import {
  type Forecast,
  type TrafficDay,
  type TrafficMonth,
  type TrafficView,
  WHOLE_DAY_MINUTES,
} from "@/lib/monitor/traffic/traffic-view";
import { useTrafficWords } from "./use-traffic-words";

const DAYS = 31;

interface TrafficDaysProps {
  view: TrafficView;
  /** Where the same is a file. */
  csvHref: string;
  /** Leads to the traffic of all hosts. */
  allHref?: string | null;
}

/** Traffic as it was recorded: the running month and where its period leads, bars by day, rows by month. */
export function TrafficDays({ view: { unit, days, months, forecast }, csvHref, allHref }: TrafficDaysProps) {
  const t = useTranslations("traffic");
  const w = useTranslations("words");
  const [latest] = months;
  return (
    <Card
      id="traffic"
      title={t("title")}
      className="mt-4"
      action={
        <>
          {allHref ? (
            <ButtonLink href={allHref} variant="ghost">
              {w("allHosts")}
            </ButtonLink>
          ) : null}
          {latest ? (
            <ButtonLink href={csvHref} icon="download" variant="ghost" download>
              {t("download")}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {latest ? (
        <div className="flex flex-col gap-5" data-traffic-days={days.length}>
          <Latest month={latest} forecast={forecast} />
          {unit === null ? <p className="text-13 text-ink-2">{t("noUnit")}</p> : null}
          <TrafficBars days={days} count={DAYS} />
          <Months months={months} />
        </div>
      ) : (
        <p className="text-13 text-ink-2">{t("none")}</p>
      )}
    </Card>
  );
}

function Latest({ month, forecast }: { month: TrafficMonth; forecast: Forecast | null }) {
  const t = useTranslations("traffic");
  const words = useTrafficWords();
  const perDay = (of: number | null) => (of === null ? null : of / month.days);
  const average = {
    ...{ inSum: month.inSum / month.days, outSum: month.outSum / month.days },
    ...{ inGb: perDay(month.inGb), outGb: perDay(month.outGb) },
  };
  return (
    <div className="flex flex-wrap items-end gap-x-10 gap-y-3">
      <Stat label={t("thisMonth", { month: words.month(month.month) })} value={words.amount(month, "both")} />
      <DescriptionList
        columns
        className="max-md:w-full"
        facts={[
          [t("in"), words.amount(month, "in")],
          [t("out"), words.amount(month, "out")],
          [t("perDay"), words.amount(average, "both")],
        ]}
      />
      {forecast ? (
        <p className="ml-auto text-13 text-ink-2 max-md:ml-0" data-forecast>
          <ForecastLine forecast={forecast} />
        </p>
      ) : null}
    </div>
  );
}

/** "About 640 GB by Jan 1 (590–700 GB)". */
export function ForecastLine({ forecast: { until, gb, lowGb, highGb } }: { forecast: Forecast }) {
  const t = useTranslations("traffic");
  const words = useTrafficWords();
  const values = { gb: words.gb(gb), date: words.day(until.slice(0, 10)) };
  const [low, high] = [words.gb(lowGb), words.gb(highGb)];
  return low === high ? t("forecastEven", values) : t("forecast", { ...values, low, high });
}

function Months({ months }: { months: readonly TrafficMonth[] }) {
  const t = useTranslations("traffic");
  const w = useTranslations("words");
  const words = useTrafficWords();
  const top = Math.max(...months.map(({ inSum, outSum }) => inSum + outSum));
  return (
    <table className="w-full text-13 tabular-nums">
      <thead className="text-left text-12 text-ink-3">
        <tr className="h-8 border-line border-b">
          <th className="font-medium">{t("month")}</th>
          <th className="text-right font-medium max-md:hidden">{t("in")}</th>
          <th className="text-right font-medium max-md:hidden">{t("out")}</th>
          <th className="text-right font-medium">{w("traffic")}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {months.map((month) => (
          <tr key={month.month} data-month={month.month}>
            <td className="py-2">
              {words.month(month.month)}
              <span className="block text-12 text-ink-3">{t("recorded", { days: month.days })}</span>
            </td>
            <td className="py-2 text-right text-ink-2 max-md:hidden">{words.amount(month, "in")}</td>
            <td className="py-2 text-right text-ink-2 max-md:hidden">{words.amount(month, "out")}</td>
            <td className="w-1/3 py-2 md:pl-8">
              <span className="flex items-center justify-end gap-3">
                <Meter
                  work
                  used={month.inSum + month.outSum}
                  limit={top}
                  label={words.amount(month, "both")}
                  className="min-w-0 flex-1 max-md:hidden"
                />
                <span className="min-w-20 text-right font-medium">{words.amount(month, "both")}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

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
function TrafficBars({ days, count }: TrafficBarsProps) {
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
