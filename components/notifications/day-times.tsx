"use client";

import { useFormatter } from "next-intl";
import { useZone } from "@/components/ui/use-zone";

interface TimeProps {
  /** ISO 8601. */
  iso: string;
  /** The account's own; without one the browser's, which alone tells where a day begins. */
  zone: string | null;
}

const DAY = { weekday: "long", day: "numeric", month: "long" } as const;

/** The day above its first line; nothing where the line before is of the same one. */
export function DayLine({ iso, zone, before }: TimeProps & { before: string | null }) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  const dayOf = (of: string) => format.dateTime(new Date(of), { ...DAY, timeZone });
  const day = dayOf(iso);
  return before !== null && dayOf(before) === day ? null : (
    <li className="notifications-day">
      <h2>{day}</h2>
    </li>
  );
}

/** When on its day. */
export function ClockTime({ iso, zone }: TimeProps) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  return (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone })}
    </time>
  );
}
