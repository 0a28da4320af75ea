import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { withUnit } from "@/components/ui/spacing";
import { inGb, type LaneName, LINES, MB_IN_GB } from "./lanes";
import type { Monitor } from "./use-monitor";

export interface Units {
  disk: string;
  network: string;
  /** RStack says that there is no data disk. */
  noData?: boolean;
}

interface LaneReadProps {
  name: LaneName;
  units: Units;
  cores: number | null;
  monitor: Monitor | null;
  /** What the values are: the newest, the range's average, or those under the crosshair. */
  tells: "latest" | "average" | "point";
  /** In words, in the order of the lane's lines. */
  values: string[];
  /** The 95th percentile of the range, in the same order; empty where there is no room for it. */
  p95: string[];
  number: (value: number | null) => string;
}

const LINE = "flex items-baseline justify-between gap-2";

/** The column that is legend and read-out at once. */
export function LaneRead({ name, units, cores, monitor, tells, values, p95, number }: LaneReadProps) {
  const t = useTranslations("monitor");
  const total = monitor?.memoryTotal ?? null;
  const label = (series: (typeof LINES)[LaneName][number]["series"]) => {
    if (series === "cpu" && cores !== null) {
      return t("line.cpuOf", { count: cores });
    }
    if (series === "memory" && total !== null) {
      return t("line.memoryOf", {
        total: withUnit(number(inGb(monitor) ? total / MB_IN_GB : total), unitOf("memory", units, monitor)),
      });
    }
    return t(`line.${series}`);
  };
  return (
    <div className="lane-read">
      <h3 className="mb-1 flex items-baseline justify-between">
        {t(`lane.${name}`)}
        <small className="font-normal text-ink-3">
          {tells === "point"
            ? unitOf(name, units, monitor)
            : t(`tells.${tells}`, { unit: unitOf(name, units, monitor) })}
        </small>
      </h3>
      <dl>
        {LINES[name].map(({ series }, at) =>
          units.noData && series.startsWith("data") ? null : (
            <Fragment key={series}>
              <div className={LINE}>
                <dt className="flex min-w-0 items-center gap-2 whitespace-nowrap text-ink-2">
                  <svg className="flex-none" width="20" height="8" viewBox="0 0 20 8" aria-hidden="true">
                    <path className={`line line-${series}`} d="M0 4H20" />
                  </svg>
                  {label(series)}
                </dt>
                <dd className="font-strong tabular-nums">{values[at]}</dd>
              </div>
              {p95[at] === undefined ? null : (
                <div className={`${LINE} text-ink-3`}>
                  <dt className="whitespace-nowrap pl-7">{t("p95")}</dt>
                  <dd className="tabular-nums">{p95[at]}</dd>
                </div>
              )}
            </Fragment>
          ),
        )}
      </dl>
    </div>
  );
}

export function unitOf(name: LaneName, units: Units, monitor: Monitor | null): string {
  if (name === "cpu") {
    return "%";
  }
  return name === "memory" ? (inGb(monitor) ? "GB" : "MB") : units[name];
}
