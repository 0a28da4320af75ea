import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { nearestIndex } from "@/components/charts/scale";
import { withUnit } from "@/components/ui/spacing";
import { useLineLabel } from "./lane-words";
import { type ChartLane, type Units, valueAt } from "./lanes";
import type { ChosenRange } from "./monitor-page";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";

interface SliderProps {
  monitor: Monitor | null;
  lanes: ChartLane[] | null;
  units: Units;
  figures: MonitorFigures;
  chosen: ChosenRange;
  at: number | null;
  index: number | null;
  point: (at: number | null) => void;
}

/** What the keyboard moves, and what is read out. It lies over the lanes and lets the pointer through. */
export function MonitorSlider({ monitor, lanes, units, figures, chosen, at, index, point }: SliderProps) {
  const t = useTranslations("monitor");
  const w = useTranslations("words");
  const label = useLineLabel(units);
  const time = index === null ? null : (monitor?.times[index] ?? null);
  const told = (lanes ?? []).map((lane) => {
    const values = lane.lines.map((line) => {
      const value = withUnit(figures.value(index === null ? null : valueAt(line, index)), lane.unit);
      return lane.lines.length === 1 ? value : `${label(line.name)} ${value}`;
    });
    return `${w(lane.name)} ${values.join(", ")}`;
  });
  return (
    <div
      className="pointer-events-none absolute inset-0 rounded-lg focus-visible:-outline-offset-2"
      role="slider"
      tabIndex={0}
      aria-label={t("plots")}
      aria-valuemin={monitor?.from ?? 0}
      aria-valuemax={monitor?.to ?? 0}
      aria-valuenow={Math.round(at ?? monitor?.to ?? 0)}
      aria-valuetext={time === null ? t("plots") : `${figures.moment(time)}: ${told.join("; ")}`}
      onBlur={() => point(null)}
      onKeyDown={(event) => {
        const next = monitor ? moveByKey(event, monitor, at, chosen) : undefined;
        if (next !== undefined) {
          point(next);
        }
      }}
    />
  );
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
