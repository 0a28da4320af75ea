"use client";

import { useTimes } from "./use-times";

/** A moment (ISO 8601) in the person's own zone, inside of what the server draws: the hour alone for today. */
export function ClockTime({ at, hourAlone = false }: { at: string; hourAlone?: boolean }) {
  const times = useTimes();
  return <time dateTime={at}>{hourAlone ? times.clock(at) : times.moment(at)}</time>;
}
