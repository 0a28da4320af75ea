"use client";

import { useFormatter } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { useZone } from "@/components/ui/use-zone";

interface StepTimeProps {
  /** ISO 8601, as `before`. */
  iso: string;
  zone: string | null;
  /** Of the step before it: the same day isn't said again. */
  before: string | null;
}

export function StepTime({ iso, zone, before }: StepTimeProps) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  const day = (of: string) => format.dateTime(new Date(of), { dateStyle: "short", timeZone });
  return before !== null && day(before) === day(iso) ? (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), { timeStyle: "medium", hourCycle: "h23", timeZone })}
    </time>
  ) : (
    <OwnTime iso={iso} zone={zone} precise />
  );
}
