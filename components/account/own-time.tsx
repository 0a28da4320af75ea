"use client";

import { useFormatter } from "next-intl";
import { useZone } from "@/components/ui/use-zone";

interface OwnTimeProps {
  /** ISO 8601. */
  iso: string;
  /** The account's own zone; without one, the browser's. */
  zone: string | null;
  /** To the second. */
  precise?: boolean;
}

export function OwnTime({ iso, zone, precise }: OwnTimeProps) {
  const format = useFormatter();
  const timeZone = useZone(zone);
  return (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), {
        dateStyle: "medium",
        timeStyle: precise ? "medium" : "short",
        hourCycle: "h23",
        timeZone,
      })}
    </time>
  );
}

export const OwnZoneName = ({ zone }: Pick<OwnTimeProps, "zone">) => useZone(zone);
