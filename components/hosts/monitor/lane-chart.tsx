import { memo, type ReactNode, useId, useMemo } from "react";
import {
  Area,
  ComposedChart,
  type MouseHandlerDataParam,
  ReferenceArea,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { bandOf, plotRows } from "@/components/charts/plot-rows";
import { ticksBetween } from "@/components/charts/zone-time";
import { type ChartLane, LOOKS } from "./lanes";
import type { Range } from "./range";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";

export interface LaneChartProps {
  lane: ChartLane;
  monitor: Monitor;
  width: number;
  /** Of the point that the keyboard is at, among the monitor's times; null: there is none. */
  index: number | null;
  /** What is being chosen by dragging. */
  chosen: Range | null;
  /** The crosshair is at this time (Unix seconds). */
  onHover: (time: number) => void;
  onPress: (time: number, clientX: number) => void;
  /** What all lanes tell at a time; without it the crosshair alone is drawn. */
  tip?: (time: number) => ReactNode;
  /** A value of the scale, the topmost with its unit. */
  mark: (value: number) => string;
  /** The time axis stands below this one; null: below another. */
  axis: { figures: MonitorFigures; now: string | null } | null;
}

const HEIGHT = 104;
const AXIS_HEIGHT = 24;
/** Half a line of text: the scale's ends stand at the plot's. */
const AIR = 8;
/** Room for the scale right of the plot; a narrow one has none. */
const GUTTER = { from: 560, width: 64 };
/** A label of the time axis needs so many pixels. */
const LABEL_WIDTH = { narrow: 62, wide: 96 };
const DAY = 86_400;
/** A gap that is narrower on the screen than this share is drawn so wide. */
const LEAST_GAP = 0.0025;
const INK = "var(--color-ink-3)";
const TEXT = { fontSize: 12, fill: INK } as const;

/** One lane drawn by Recharts, in step with those beside it. The one file that loads the library. */
export const LaneChart = memo(function LaneChart(props: LaneChartProps) {
  const { lane, monitor, width, index, chosen, onHover, onPress, tip, mark, axis } = props;
  const { from, to, times, gaps } = monitor;
  const hatch = useId();
  const rows = useMemo(() => plotRows(times, lane.lines, gaps), [times, lane, gaps]);
  const wide = width >= GUTTER.from;
  const time = index === null ? undefined : times[index];
  const at = time === undefined ? -1 : rows.findIndex(({ t }) => t === time);
  const hover = ({ activeLabel, isTooltipActive }: MouseHandlerDataParam) => {
    if (isTooltipActive && activeLabel !== undefined) {
      onHover(Number(activeLabel));
    }
  };
  const plain = { type: "linear", dot: false, isAnimationActive: false, activeDot: { r: 4 } } as const;
  return (
    <div className="relative overflow-x-clip">
      {[0, 0.5, 1].map((share) => (
        <span
          key={share}
          className={`absolute left-0 h-px ${share === 1 ? "bg-line" : "bg-grid"}`}
          style={{ top: AIR + share * HEIGHT, right: wide ? GUTTER.width : 0 }}
        />
      ))}
      <ComposedChart
        width={width}
        height={HEIGHT + 2 * AIR + (axis ? AXIS_HEIGHT - AIR : 0)}
        data={rows}
        margin={{ top: AIR, right: 0, bottom: axis ? 0 : AIR, left: 0 }}
        syncId="monitor"
        syncMethod="value"
        // The slider around the lanes is what the keyboard moves, once for all of them.
        accessibilityLayer={false}
        onMouseMove={hover}
        onMouseDown={({ activeLabel }, { clientX }) =>
          activeLabel !== undefined && onPress(Number(activeLabel), clientX)
        }
      >
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V6" stroke="var(--color-line-2)" strokeWidth="1.5" />
          </pattern>
        </defs>
        <XAxis
          dataKey="t"
          type="number"
          domain={[from, to]}
          allowDataOverflow
          hide={axis === null}
          height={AXIS_HEIGHT}
          axisLine={false}
          tickLine={false}
          interval="preserveStartEnd"
          tick={TEXT}
          {...(axis ? timeTicks(axis, monitor, width) : {})}
        />
        <YAxis
          orientation="right"
          width={wide ? GUTTER.width : 0}
          domain={[0, lane.top]}
          ticks={[0, lane.top / 2, lane.top]}
          tickFormatter={mark}
          tick={wide ? TEXT : false}
          axisLine={false}
          tickLine={false}
          interval={0}
          allowDataOverflow
        />
        {gaps.map((gap) => {
          const [x1, x2] = seen(gap, from, to);
          return (
            <ReferenceArea
              key={gap[0]}
              className="monitor-gap"
              {...{ x1, x2 }}
              fill={`url(#${hatch})`}
              fillOpacity={1}
            />
          );
        })}
        {lane.lines.flatMap(({ name, high }) => {
          const { colour, dashed, filled } = LOOKS[name];
          const fill = `var(--color-${colour}-fill)`;
          const stroke = `var(--color-${colour})`;
          const shared = { ...plain, dataKey: name, stroke, strokeWidth: 1.5 };
          return [
            high ? (
              <Area
                key={`${name}-band`}
                {...plain}
                dataKey={bandOf(name)}
                stroke="none"
                fill={fill}
                fillOpacity={1}
                activeDot={false}
              />
            ) : null,
            <Area
              key={name}
              {...shared}
              fill={filled && !high ? fill : "none"}
              fillOpacity={1}
              strokeDasharray={dashed ? "3 2.5" : undefined}
            />,
          ];
        })}
        {chosen ? (
          <ReferenceArea
            className="monitor-chosen"
            x1={chosen[0]}
            x2={chosen[1]}
            fill="var(--color-accent)"
            fillOpacity={0.12}
          />
        ) : null}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: INK }}
          defaultIndex={at < 0 ? undefined : at}
          content={({ active, label }) => (active && tip && label !== undefined ? tip(Number(label)) : null)}
          allowEscapeViewBox={{ x: false, y: true }}
          wrapperStyle={{ zIndex: 10 }}
        />
      </ComposedChart>
    </div>
  );
});

/** Round times of the person's zone, and the end where that is now. */
function timeTicks(
  { figures, now }: NonNullable<LaneChartProps["axis"]>,
  { from, to }: Monitor,
  width: number,
) {
  const most = Math.floor(width / (width < GUTTER.from ? LABEL_WIDTH.narrow : LABEL_WIDTH.wide));
  const { step, times } = ticksBetween(from, to, most, figures.zone);
  const room = (to - from) / (most + 1) / 2;
  // None is cut off at the edges, or stands in the way of the end's.
  const inside = times.filter((time) => time > from + room && time < to - (now === null ? 1 : 2) * room);
  return {
    ticks: now === null ? inside : [...inside, to],
    tickFormatter: (time: number) => {
      if (now !== null && time === to) {
        return now;
      }
      const clock = figures.clock(time);
      return step >= DAY || clock === "00:00" ? figures.date(time) : clock;
    },
  };
}

function seen([start, end]: Range, from: number, to: number): Range {
  const missing = Math.max(0, (to - from) * LEAST_GAP - (end - start)) / 2;
  return [Math.max(from, start - missing), Math.min(to, end + missing)];
}
