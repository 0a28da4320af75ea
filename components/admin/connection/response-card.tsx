import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { MasterHour } from "@/lib/fleet/connection-day";
import { ReportTime } from "./report-time";

const HIGH = 100;
const STEP = 10;
/** Fewer show no course. */
const FEWEST_HOURS = 3;

interface ResponseCardProps {
  /** The last day, without a gap. */
  hours: MasterHour[];
  zone: string | null;
}

/** How long RStack took over the last day, by the hour; an hour without an answer is a gap. Nothing before there is a course. */
export function ResponseCard({ hours, zone }: ResponseCardProps) {
  const t = useTranslations("connection.day");
  const w = useTranslations("words");
  const { number } = useFormatter();
  const ms = (value: number) => `${number(value)} ms`;
  const answered = hours.filter(({ averageMs }) => averageMs !== null);
  const [first, last] = [hours.at(0), hours.at(-1)];
  if (answered.length < FEWEST_HOURS || !first || !last) {
    return null;
  }
  const most = Math.max(1, ...hours.map(({ averageMs }) => averageMs ?? 0));
  const slowest = Math.max(0, ...hours.map(({ slowestMs }) => slowestMs ?? 0));
  const said = t("slowest", { ms: number(slowest) });
  return (
    <Card
      title={t("title")}
      meta={w("last24Hours")}
      action={<span className="text-13 text-ink-2">{said}</span>}
    >
      <figure className="relative">
        <span className="absolute top-0 right-0 text-12 text-ink-3 tabular-nums">{ms(most)}</span>
        <svg
          className="h-28 w-full"
          viewBox={`0 0 ${(hours.length - 1) * STEP} ${HIGH}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${t("title")}: ${said}`}
        >
          <path className="fill-chart-1-fill" d={areas(hours, most)} />
          <path
            className="fill-none stroke-chart-1"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
            d={line(hours, most)}
          />
        </svg>
        <figcaption className="mt-2 flex justify-between text-12 text-ink-3 tabular-nums">
          <ReportTime iso={first.at} zone={zone} hour today />
          <ReportTime iso={last.at} zone={zone} hour today />
        </figcaption>
      </figure>
    </Card>
  );
}

/** Runs of hours with an answer; an hour by itself is drawn as one that lasts. */
function runs(hours: MasterHour[], most: number): [x: number, y: number][][] {
  const all: [number, number][][] = [];
  hours.forEach(({ averageMs }, at) => {
    if (averageMs === null) {
      return;
    }
    const point: [number, number] = [at * STEP, HIGH - (averageMs / most) * (HIGH - 4)];
    if (at > 0 && hours[at - 1]?.averageMs !== null) {
      all.at(-1)?.push(point);
    } else {
      all.push([point]);
    }
  });
  return all;
}

const line = (hours: MasterHour[], most: number): string =>
  runs(hours, most)
    .map((run) => `M${(run.length === 1 ? [...run, ...run] : run).map((point) => point.join(" ")).join("L")}`)
    .join("");

const areas = (hours: MasterHour[], most: number): string =>
  runs(hours, most)
    .map(
      (run) =>
        `M${run[0]?.[0]} ${HIGH}L${run.map((point) => point.join(" ")).join("L")}L${run.at(-1)?.[0]} ${HIGH}Z`,
    )
    .join("");
