import { useTranslations } from "next-intl";
import { type ComponentType, type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from "react";
import { nearestIndex } from "@/components/charts/scale";
import type { TimePlotProps } from "@/components/charts/time-plot";
import { usePlotHand } from "@/components/charts/use-plot-hand";
import { useWidth } from "@/components/charts/use-width";
import { withUnit } from "@/components/ui/spacing";
import { LanePlot } from "./lane-plot";
import { LaneRead, type Units, unitOf } from "./lane-read";
import { LANES, LINES, laneOf, valueAt } from "./lanes";
import { MonitorAxis } from "./monitor-axis";
import type { ChosenRange } from "./use-choice";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";

interface MonitorLanesProps {
  monitor: Monitor | null;
  chosen: ChosenRange;
  figures: MonitorFigures;
  units: Units;
  cores: number | null;
  /** Stands in the middle of the plots. */
  note: ReactNode;
  onWidth: (width: number) => void;
}

/** Four lanes under one time axis and one crosshair; the place is there before the figures and the chart library are. */
export function MonitorLanes(props: MonitorLanesProps) {
  const { monitor, chosen, figures, units, cores, note, onWidth } = props;
  const t = useTranslations("monitor");
  const Plot = usePlotLibrary();
  const [area, width] = useWidth<HTMLDivElement>();
  const [at, point] = useState<number | null>(null);
  useEffect(() => onWidth(width), [onWidth, width]);
  const lanes = useMemo(() => monitor && LANES.map((name) => laneOf(name, monitor)), [monitor]);
  const index = at === null || !monitor ? null : indexAt(monitor, at);
  const { chosen: range, ...hands } = usePlotHand({
    from: monitor?.from ?? 0,
    to: monitor?.to ?? 1,
    box: () => area.current?.getBoundingClientRect() ?? null,
    point,
    zoom: chosen.zoom,
    back: chosen.back,
  });
  // Without a crosshair the column tells the newest, or of a long range the average: on each screen the same.
  const shown = index ?? (monitor && at === null ? monitor.times.length - 1 : -1);
  const tells =
    at !== null ? "point" : monitor && monitor.to - monitor.from > TWO_DAYS ? "average" : "latest";
  const values = LANES.map((_, lane) =>
    (lanes?.[lane]?.lines ?? NO_LINES).map((line) =>
      figures.value(line && (tells === "average" ? line.average : valueAt(line, shown))),
    ),
  );
  const time = index === null ? null : (monitor?.times[index] ?? null);
  const plots = { Plot, width, index, chosen: range, number: figures.value };
  return (
    <div className="well relative overflow-hidden">
      <div className="monitor-hand" {...hands}>
        {LANES.map((name, lane) => (
          <div className={units.noData ? "lane lane-one-disk" : "lane"} key={name}>
            <LaneRead
              {...{ name, units, cores, monitor, tells }}
              p95={lane === DISK ? [] : (lanes?.[lane]?.lines ?? []).map((line) => figures.value(line.p95))}
              values={values[lane] ?? []}
              number={figures.value}
            />
            <div className="lane-plot" ref={lane === 0 ? area : undefined}>
              {monitor && lanes?.[lane] ? (
                <LanePlot
                  {...plots}
                  lane={lanes[lane]}
                  monitor={monitor}
                  gapLabel={lane === 0 && !note ? t("gap") : null}
                  unit={unitOf(name, units, monitor)}
                />
              ) : null}
            </div>
          </div>
        ))}
      </div>
      <Slider {...{ monitor, at, point, chosen }} text={time === null ? null : figures.moment(time)}>
        {LANES.map((name, lane) => {
          // What a colour and a place say to the eye: read or write, up or down.
          const told = LINES[name].flatMap(({ series }, line) => {
            const value = withUnit(values[lane]?.[line] ?? "", unitOf(name, units, monitor));
            const isLeftOut = units.noData && series.startsWith("data");
            return isLeftOut ? [] : [LINES[name].length === 1 ? value : `${t(`line.${series}`)} ${value}`];
          });
          return `${t(`lane.${name}`)} ${told.join(", ")}`;
        })}
      </Slider>
      <MonitorAxis monitor={monitor} width={width} at={time} figures={figures} />
      {note ? <div className="monitor-note">{note}</div> : null}
    </div>
  );
}

interface SliderProps {
  monitor: Monitor | null;
  at: number | null;
  point: (at: number | null) => void;
  chosen: ChosenRange;
  /** The crosshair's time; null: there is none. */
  text: string | null;
  /** What each lane tells there. */
  children: string[];
}

/** What the keyboard moves, and what is read out. */
function Slider({ monitor, at, point, chosen, text, children }: SliderProps) {
  const t = useTranslations("monitor");
  return (
    <div
      className="monitor-slider"
      role="slider"
      tabIndex={0}
      aria-label={t("plots")}
      aria-valuemin={monitor?.from ?? 0}
      aria-valuemax={monitor?.to ?? 0}
      aria-valuenow={Math.round(at ?? monitor?.to ?? 0)}
      aria-valuetext={text === null ? t("plots") : `${text}: ${children.join("; ")}`}
      onKeyDown={(event) => {
        const next = monitor ? moveByKey(event, monitor, at, chosen) : undefined;
        if (next !== undefined) {
          point(next);
        }
      }}
    />
  );
}

/** In seconds. */
const TWO_DAYS = 172_800;
/** Its four lines fill the column. */
const DISK = LANES.indexOf("disk");

/** Before the first figures. */
const NO_LINES = [null, null, null, null];

/** The library is asked for once the page stands; where it can't be had, the table is still there. */
function usePlotLibrary(): ComponentType<TimePlotProps> | null {
  const [Plot, setPlot] = useState<ComponentType<TimePlotProps> | null>(null);
  useEffect(() => {
    let here = true;
    import("@/components/charts/time-plot").then(
      ({ TimePlot }) => here && setPlot(() => TimePlot),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return Plot;
}

/** Null in a gap, and where the nearest point is far from what is pointed at. */
function indexAt(monitor: Monitor, at: number): number | null {
  const index = nearestIndex(monitor.times, at);
  const inGap = monitor.gaps.some(([from, to]) => at > from && at < to);
  return index < 0 || inGap ? null : index;
}

/** Where a key takes the crosshair (Unix seconds; null: away); undefined where it doesn't. + and - zoom, Escape goes back. */
function moveByKey(
  event: KeyboardEvent,
  { times, from, to }: Monitor,
  at: number | null,
  chosen: ChosenRange,
): number | null | undefined {
  const step = event.shiftKey ? 10 : 1;
  const index = at === null ? times.length - 1 : nearestIndex(times, at);
  const timeAt = (next: number) => times[Math.max(0, Math.min(times.length - 1, next))];
  const middle = at ?? (from + to) / 2;
  const quarter = (to - from) / 4;
  let next: number | null | undefined;
  switch (event.key) {
    case "ArrowLeft":
      next = timeAt(at === null ? index : index - step);
      break;
    case "ArrowRight":
      next = timeAt(index + step);
      break;
    case "Home":
      next = times[0];
      break;
    case "End":
      next = times.at(-1);
      break;
    case "+":
    case "=":
      chosen.zoom([middle - quarter, middle + quarter]);
      break;
    case "-":
      chosen.back();
      break;
    case "Escape":
      next = null;
      chosen.back();
      break;
    default:
      return undefined;
  }
  event.preventDefault();
  return next;
}
