"use client";

import { useFormatter, useNow } from "next-intl";
import { useZone } from "@/components/ui/use-zone";

interface OwnTimeProps {
  /** ISO 8601. */
  iso: string;
  /** The account's own zone; without one, the browser's. */
  zone: string | null;
  /** To the second. */
  precise?: boolean;
  /** In a small place: without the year, where it can't be another's. */
  brief?: boolean;
  /** The day alone. */
  day?: boolean;
}

/** A day and a month that far back may be of the year before. */
const SAME_YEAR_MS = 300 * 86_400_000;
const BRIEF = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;

export function OwnTime({ iso, zone, precise, brief, day }: OwnTimeProps) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  const now = useNow().getTime();
  const styles =
    brief && now - Date.parse(iso) < SAME_YEAR_MS
      ? BRIEF
      : ({ dateStyle: "medium", timeStyle: day ? undefined : precise ? "medium" : "short" } as const);
  return (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), {
        ...styles,
        hourCycle: "h23",
        timeZone,
      })}
    </time>
  );
}

export const OwnZoneName = ({ zone }: Pick<OwnTimeProps, "zone">) => useZone(zone);
