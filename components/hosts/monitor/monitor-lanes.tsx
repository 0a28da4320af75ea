import { useTranslations } from "next-intl";
import {
  type ComponentType,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { nearestIndex } from "@/components/charts/scale";
import { Rows } from "@/components/ui/card";
import { withUnit } from "@/components/ui/spacing";
import type { LaneChartProps } from "./lane-chart";
import { LaneLegend, MonitorTip } from "./lane-words";
import { type ChartLane, LANES, laneOf, type Units } from "./lanes";
import type { ChosenRange } from "./monitor-page";
import { MonitorSlider } from "./monitor-slider";
import type { Range } from "./range";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";

interface MonitorLanesProps {
  monitor: Monitor | null;
  /** It is of another range: the new one is on its way. */
  stale: boolean;
  chosen: ChosenRange;
  figures: MonitorFigures;
  units: Units;
  onWidth: (width: number) => void;
}

/** Above this an average says more than the latest value. In seconds. */
const TWO_DAYS = 172_800;

/** Four lanes under one time axis and one crosshair; the place is there before the figures and the chart library are. */
export function MonitorLanes({ monitor, stale, chosen, figures, units, onWidth }: MonitorLanesProps) {
  const w = useTranslations("words");
  const Chart = useChartLibrary();
  const [area, width] = useWidth(onWidth);
  const lanes = useMemo(() => monitor && LANES.map((name) => laneOf(name, monitor, units)), [monitor, units]);
  const [at, point] = useState<number | null>(null);
  const index = at === null || !monitor ? null : indexAt(monitor, at);
  const drag = useDrag(chosen.zoom);
  const tip = useCallback(
    (time: number) =>
      lanes && monitor ? (
        <MonitorTip {...{ lanes, units, figures, time }} index={monitor.times.indexOf(time)} />
      ) : null,
    [lanes, monitor, units, figures],
  );
  const nowAtEnd = chosen.window.moves ? w("now") : null;
  const axis = useMemo(() => ({ figures, now: nowAtEnd }), [figures, nowAtEnd]);
  const isLong = monitor !== null && monitor.to - monitor.from > TWO_DAYS;
  return (
    <Rows>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by key it is the slider that goes back */}
      <div
        className={`relative touch-pan-y select-none ${stale && monitor ? "opacity-50 transition-opacity delay-300" : ""}`}
        onDoubleClick={chosen.back}
      >
        {LANES.map((name, at) => (
          <div
            key={name}
            className="flex gap-3 border-line border-b px-4 py-3 last:border-b-0 max-md:flex-col md:gap-6 md:px-5"
          >
            <LaneLegend name={name} lane={lanes?.[at]} {...{ monitor, figures, units, isLong }} />
            <div
              className={`min-w-0 flex-1 cursor-crosshair ${at === LANES.length - 1 ? "min-h-34" : "min-h-30"}`}
              ref={at === 0 ? area : undefined}
            >
              {Chart && monitor && lanes?.[at] && width > 0 ? (
                <Chart
                  lane={lanes[at]}
                  {...{ monitor, width, index }}
                  chosen={drag.chosen}
                  onHover={drag.move}
                  onPress={drag.begin}
                  tip={at === 0 ? tip : undefined}
                  mark={markOf(lanes[at], figures)}
                  axis={at === LANES.length - 1 ? axis : null}
                />
              ) : null}
            </div>
          </div>
        ))}
        <MonitorSlider {...{ monitor, lanes, units, figures, chosen, at, index, point }} />
      </div>
    </Rows>
  );
}

/** The scale's ends and middle: the topmost with its unit. Kept for each lane, so that its chart is drawn again only with new figures. */
const marks = new WeakMap<ChartLane, (value: number) => string>();
function markOf(lane: ChartLane, figures: MonitorFigures): (value: number) => string {
  const made =
    marks.get(lane) ??
    ((value: number) =>
      value === lane.top ? withUnit(figures.value(value), lane.unit) : figures.value(value));
  marks.set(lane, made);
  return made;
}

/** The library is asked for once the page stands; where it can't be had, the figures beside and the CSV are still there. */
function useChartLibrary(): ComponentType<LaneChartProps> | null {
  const [Chart, setChart] = useState<ComponentType<LaneChartProps> | null>(null);
  useEffect(() => {
    let here = true;
    import("./lane-chart").then(
      ({ LaneChart }) => here && setChart(() => LaneChart),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return Chart;
}

/** The plots' width in whole pixels, kept true; 0 until it is known. */
function useWidth(tell: (width: number) => void) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry?.contentRect.width ?? 0);
      setWidth(now);
      tell(now);
    });
    if (ref.current) {
      observer.observe(ref.current);
    }
    return () => observer.disconnect();
  }, [tell]);
  return [ref, width] as const;
}

/** A drag of fewer pixels is a shaky click. */
const LEAST_DRAG = 6;

/** Chooses a range by dragging from where a button went down to where it comes up, in the plots or beside them. */
function useDrag(zoom: (range: Range) => void) {
  const [drag, setDrag] = useState<Range | null>(null);
  const latest = useRef(drag);
  const pressed = useRef(0);
  useLayoutEffect(() => {
    latest.current = drag;
  }, [drag]);
  const begun = drag !== null;
  useEffect(() => {
    if (!begun) {
      return;
    }
    const end = ({ clientX }: MouseEvent) => {
      const [from, to] = latest.current ?? [0, 0];
      setDrag(null);
      // Recharts may tell of a move only after the press: a click is none, wherever the pointer came from.
      if (from !== to && Math.abs(clientX - pressed.current) > LEAST_DRAG) {
        zoom([Math.min(from, to), Math.max(from, to)]);
      }
    };
    window.addEventListener("mouseup", end, { once: true });
    return () => window.removeEventListener("mouseup", end);
  }, [begun, zoom]);
  const begin = useCallback((time: number, clientX: number) => {
    pressed.current = clientX;
    setDrag([time, time]);
  }, []);
  const move = useCallback(
    (time: number) => setDrag((before) => (before && before[1] !== time ? [before[0], time] : before)),
    [],
  );
  return { chosen: drag && drag[0] !== drag[1] ? drag : null, begin, move };
}

/** Null in a gap, and where the nearest point is far from what is pointed at. */
function indexAt(monitor: Monitor, at: number): number | null {
  const index = nearestIndex(monitor.times, at);
  const inGap = monitor.gaps.some(([from, to]) => at > from && at < to);
  return index < 0 || inGap ? null : index;
}
