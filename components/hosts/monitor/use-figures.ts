import { type DateTimeFormatOptions, useFormatter, useTimeZone } from "next-intl";
import { useMemo } from "react";

/** Values and times of the monitor in words. Times are Unix seconds. */
export function useFigures() {
  const format = useFormatter();
  const zone = useTimeZone() ?? "UTC";
  return useMemo(() => {
    const time = (at: number, options: DateTimeFormatOptions) =>
      format.dateTime(new Date(at * 1000), { hourCycle: "h23", ...options });
    const clock = { hour: "2-digit", minute: "2-digit" } as const;
    return {
      zone,
      value: (value: number | null): string =>
        value === null ? "–" : format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 }),
      clock: (at: number) => time(at, clock),
      date: (at: number) => time(at, { day: "numeric", month: "short" }),
      moment: (at: number) => time(at, { weekday: "short", day: "numeric", month: "short", ...clock }),
    };
  }, [format, zone]);
}

export type MonitorFigures = ReturnType<typeof useFigures>;
