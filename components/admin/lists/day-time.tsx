"use client";

import { useFormatter } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { useZone } from "@/components/ui/use-zone";

interface DayTimeProps {
  /** ISO 8601. */
  iso: string;
  zone: string | null;
  /** Of the rows it stands among, YYYY-MM-DD; null where they are of several days. */
  day: string | null;
}

/** A time of day under a line with its date. Where the reader's zone makes it another day, with that date. */
export function DayTime({ iso, zone, day }: DayTimeProps) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  const at = new Date(iso);
  const own = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
  return own === day ? (
    <time dateTime={iso}>{format.dateTime(at, { timeStyle: "short", hourCycle: "h23", timeZone })}</time>
  ) : (
    <OwnTime iso={iso} zone={zone} brief />
  );
}
