import { CSV_MARK, csvRow } from "../csv";
import { type Samples, SERIES, type Series } from "./samples";

export interface CsvTexts {
  time: string;
  memoryTotal: string;
  series: Record<Series, string>;
}

/** The names of the columns. */
export const csvHead = (texts: CsvTexts): string =>
  CSV_MARK + csvRow([texts.time, ...SERIES.map((series) => texts.series[series]), texts.memoryTotal]);

/** One row for each sample, none thinned out; times in the given zone, with what it is ahead of UTC then. */
export function csvRows(samples: Samples, zone: string): string {
  const clock = clockOf(zone);
  return samples.times
    .map((time, at) =>
      csvRow([
        clock(time),
        ...SERIES.map((series) => samples.values[series][at] ?? null),
        samples.memoryTotal[at] ?? null,
      ]),
    )
    .join("");
}

/** 2026-11-12 02:59:16 +01:00 */
function clockOf(zone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  return (time) => {
    const parts = Object.fromEntries(
      format.formatToParts(time * 1000).map(({ type, value }) => [type, value]),
    );
    const offset = parts.timeZoneName?.replace("GMT", "") || "+00:00";
    return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second} ${offset}`;
  };
}
