import { useTranslations } from "next-intl";
import { type ComponentType, type ReactNode, useEffect, useMemo, useState } from "react";
import { nearestIndex } from "@/components/charts/scale";
import type { TimePlotProps } from "@/components/charts/time-plot";
import { usePlotHand } from "@/components/charts/use-plot-hand";
import { useWidth } from "@/components/charts/use-width";
import { LanePlot } from "./lane-plot";
import { LaneRead, type Units, unitOf } from "./lane-read";
import { LANES, laneOf, valueAt } from "./lanes";
import { MonitorAxis } from "./monitor-axis";
import { moveByKey } from "./move-by-key";
import type { Chosen } from "./use-choice";
import type { Figures } from "./use-figures";
import type { Monitor } from "./use-monitor";

interface MonitorLanesProps {
  monitor: Monitor | null;
  chosen: Chosen;
  figures: Figures;
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
  const hand = usePlotHand({
    from: monitor?.from ?? 0,
    to: monitor?.to ?? 1,
    box: () => area.current?.getBoundingClientRect() ?? null,
    point,
    zoom: chosen.zoom,
    back: chosen.back,
  });
  const { chosen: range, ...hands } = hand;
  // Without a crosshair the column tells the newest.
  const shown = index ?? (monitor && at === null ? monitor.times.length - 1 : -1);
  const values = LANES.map((_, lane) =>
    (lanes?.[lane]?.lines ?? []).map((line) => (shown < 0 ? null : valueAt(line, shown))),
  );
  const words =
    !monitor || index === null || at === null
      ? t("plots")
      : `${figures.moment(monitor.times[index] ?? at)}: ${LANES.map((name, lane) => `${t(`lane.${name}`)} ${values[lane]?.map(figures.value).join(", ")} ${unitOf(name, units, monitor)}`).join("; ")}`;
  return (
    <div className="well monitor-lanes">
      <div className="monitor-hand" {...hands}>
        {LANES.map((name, lane) => (
          <div className="lane" key={name}>
            <LaneRead
              name={name}
              units={units}
              cores={cores}
              monitor={monitor}
              values={(values[lane]?.length ? values[lane] : LINES_WITHOUT).map(figures.value)}
              number={figures.value}
            />
            <div className="lane-plot" ref={lane === 0 ? area : undefined}>
              {monitor && lanes?.[lane] ? (
                <LanePlot
                  lane={lanes[lane]}
                  monitor={monitor}
                  Plot={Plot}
                  width={width}
                  index={index}
                  chosen={range}
                  gapLabel={lane === 0 && !note ? t("gap") : null}
                  number={figures.value}
                  unit={unitOf(name, units, monitor)}
                />
              ) : null}
            </div>
          </div>
        ))}
      </div>
      <div
        className="monitor-slider"
        role="slider"
        tabIndex={0}
        aria-label={t("plots")}
        aria-valuemin={monitor?.from ?? 0}
        aria-valuemax={monitor?.to ?? 0}
        aria-valuenow={Math.round(at ?? monitor?.to ?? 0)}
        aria-valuetext={words}
        onKeyDown={(event) => {
          const next = monitor ? moveByKey(event, monitor, at, chosen) : undefined;
          if (next !== undefined) {
            point(next);
          }
        }}
      />
      <MonitorAxis
        monitor={monitor}
        width={width}
        at={index === null ? null : (monitor?.times[index] ?? null)}
        figures={figures}
      />
      {note ? <div className="monitor-note">{note}</div> : null}
    </div>
  );
}

const LINES_WITHOUT = [null, null, null, null];

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
