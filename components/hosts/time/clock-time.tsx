"use client";

import { useTimes } from "./use-times";

interface ClockTimeProps {
  at: string;
  /** `clock`: the hour alone, whatever the day. `weekday`: with the day's short name where it isn't today's. */
  as?: "moment" | "clock" | "weekday";
}

/** A moment (ISO 8601) in the person's own zone, inside of what the server draws: the hour alone for today. */
export function ClockTime({ at, as = "moment" }: ClockTimeProps) {
  return <time dateTime={at}>{useTimes()[as](at)}</time>;
}
