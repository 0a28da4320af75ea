import { percentOf } from "@/components/charts/scale";
import { ticksBetween } from "@/components/charts/zone-time";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";

const DAY = 86_400;
/** A label needs so many pixels. */
const LABEL_WIDTH = { narrow: 62, wide: 96 };
const NARROW = 560;
/** Half of the flag, and a little air. */
const FLAG = 70;

interface MonitorAxisProps {
  monitor: Monitor | null;
  width: number;
  /** The crosshair, in Unix seconds. */
  at: number | null;
  figures: MonitorFigures;
}

/** The one time axis below all lanes, in the customer's zone. */
export function MonitorAxis({ monitor, width, at, figures }: MonitorAxisProps) {
  if (!monitor || width === 0) {
    return <div className="monitor-axis" />;
  }
  const { from, to } = monitor;
  const { step, times } = ticksBetween(
    from,
    to,
    Math.floor(width / (width < NARROW ? LABEL_WIDTH.narrow : LABEL_WIDTH.wide)),
    figures.zone,
  );
  const label = (time: number) => {
    const clock = figures.clock(time);
    return step >= DAY || clock === "00:00" ? figures.date(time) : clock;
  };
  const xOf = (time: number) => ((time - from) / (to - from)) * width;
  const place = (time: number, room: number) =>
    `clamp(${room}px, ${percentOf(time, from, to)}, calc(100% - ${room}px))`;
  return (
    <div className="monitor-axis" aria-hidden="true">
      {times
        .filter((time) => isFree(xOf(time), width, at === null ? null : xOf(at)))
        .map((time) => (
          <span key={time} style={{ left: percentOf(time, from, to) }}>
            {label(time)}
          </span>
        ))}
      {at === null ? null : (
        <b className="monitor-flag" style={{ left: place(at, 66) }}>
          {figures.moment(at)}
        </b>
      )}
    </div>
  );
}

/** No label is cut off at the edges, or half hidden by the flag. */
function isFree(x: number, width: number, flag: number | null): boolean {
  const around = flag === null ? null : Math.min(width - FLAG, Math.max(FLAG, flag));
  return x > 22 && x < width - 22 && (around === null || Math.abs(x - around) > FLAG + 20);
}
