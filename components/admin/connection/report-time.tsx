"use client";

import { useFormatter } from "next-intl";
import { useZone } from "@/components/ui/use-zone";

interface ReportTimeProps {
  /** ISO 8601. */
  iso: string;
  /** The account's own; without one, the browser's. The page names it once. */
  zone: string | null;
  /** The time of day alone. */
  today?: boolean;
  /** Of an hour: without its seconds. */
  hour?: boolean;
}

/** A moment of the report. */
export function ReportTime({ iso, zone, today, hour }: ReportTimeProps) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  return (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), {
        ...(today ? {} : ({ day: "numeric", month: "short" } as const)),
        hour: "2-digit",
        minute: "2-digit",
        ...(hour ? {} : ({ second: "2-digit" } as const)),
        hourCycle: "h23",
        timeZone,
      })}
    </time>
  );
}
