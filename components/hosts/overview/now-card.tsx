import { useFormatter, useTranslations } from "next-intl";
import { digitsOf, roundTop } from "@/components/charts/scale";
import { Link } from "@/components/ui/link";
import { withUnit } from "@/components/ui/spacing";
import { DRAWN, DRAWN_LEVELS, type Drawing, type Drawn, isEmpty, networkShown } from "@/lib/monitor/drawing";
import { MB_IN_GB } from "@/lib/units";
import { Card } from "../../ui/card";
import { ClockTime } from "../time/clock-time";
import { SmallChart } from "./small-chart";

interface NowCardProps {
  vmId: string;
  /** Null: nothing was drawn yet; the place is held. */
  drawing: Drawing | null;
  cores: number | null;
  units: { disk: string; network: string };
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** So much of a day. */
const LATE = 0.1;
/** A drawing that is younger counts as of now. Seconds. */
const FRESH = 600;

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The last value beside its name, the last day below; drawn where the page is made. */
export function NowCard({ vmId, drawing, cores, units }: NowCardProps) {
  const t = useTranslations("monitor.now");
  const w = useTranslations("words");
  const empty = drawing !== null && isEmpty(drawing);
  const old = drawing !== null && Date.now() / 1000 - drawing.until > FRESH;
  const since = drawing && beginOf(drawing);
  return (
    <Card
      title={t("title")}
      meta={
        drawing === null
          ? t("none")
          : old
            ? t.rich("asOf", { time: () => <ClockTime at={iso(drawing.until)} /> })
            : since === null || empty
              ? w("last24Hours")
              : t.rich("since", { time: () => <ClockTime at={iso(since)} as="clock" /> })
      }
      action={
        <Link
          href={`/hosts/${vmId}/monitor`}
          className="font-medium text-13 text-accent-ink no-underline hover:underline"
        >
          {w("monitor")}
        </Link>
      }
      flush
    >
      {empty ? (
        <p className="px-4 py-4 text-13 text-ink-2 md:px-5">{t("nothing")}</p>
      ) : (
        <div className="grid grid-cols-2">
          {DRAWN.map((name) => (
            <Figure key={name} {...{ name, drawing, cores, units, old }} />
          ))}
        </div>
      )}
    </Card>
  );
}

/** When the first figure came, where that was so late in the day that one asks why; Unix seconds. */
function beginOf({ until, day }: Drawing): number | null {
  const { line } = day.cpu;
  const empty = line.findIndex((level) => level !== null) / line.length;
  return empty > LATE ? Math.round(until - DAY * (1 - empty)) : null;
}

type FigureProps = Omit<NowCardProps, "vmId"> & { name: Drawn; old: boolean };

function Figure({ name, drawing, cores, units, old }: FigureProps) {
  const gap = useTranslations("monitor")("gap");
  const t = useTranslations("monitor.now");
  const w = useTranslations("words");
  const format = useFormatter();
  const line = drawing?.day[name] ?? null;
  const total = drawing?.memoryTotal ?? null;
  const inGb = name === "memory" && total !== null && total >= MB_IN_GB;
  const network = networkShown(units.network);
  const part = inGb ? MB_IN_GB : name === "network" ? network.part : 1;
  const unit = { cpu: "%", memory: inGb ? "GB" : "MB", disk: units.disk, network: network.unit }[name];
  const number = (value: number) => format.number(value, { maximumFractionDigits: digitsOf(value) });
  const of =
    name === "cpu" && cores !== null
      ? t("ofCores", { count: cores })
      : name === "memory" && total !== null
        ? t("ofTotal", { total: withUnit(number(total / part), unit) })
        : null;
  const scale =
    line &&
    (name === "memory" && total !== null ? Math.max(total, line.top) / part : roundTop(line.top / part));
  return (
    <section
      data-figure={name}
      className="flex min-w-0 flex-col gap-3 border-line p-4 odd:border-r nth-[-n+2]:border-b md:px-5"
    >
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-13 text-ink-2">
        <span className="mr-1">{w(name)}</span>
        <span className="font-semibold text-16 text-ink tabular-nums">
          {line?.last == null ? "–" : number(line.last / part)}
        </span>
        {line?.last == null ? null : (
          <span>
            {unit} {of}
          </span>
        )}
      </p>
      {drawing && line && scale ? (
        <SmallChart
          line={line.line}
          levels={DRAWN_LEVELS}
          top={line.top / part}
          scale={scale}
          unit={unit}
          until={drawing.until}
          seconds={DAY}
          marks={[withUnit(number(scale), unit), number(scale / 2)]}
          gap={gap}
          ticks={[24, 18, 12, 6, 0].map((hours) =>
            hours === 0 && !old ? (
              <span key={hours}>{w("now")}</span>
            ) : (
              <ClockTime key={hours} at={iso(drawing.until - hours * HOUR)} as="clock" />
            ),
          )}
        />
      ) : (
        <div className="h-14 md:h-32" />
      )}
    </section>
  );
}
