"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const Now = createContext(0);
const MINUTE = 60_000;

/**
 * What time it is for "for 41 days". It begins at the server's time, so that the first picture in the browser is the
 * one that was sent, and goes on once a minute.
 */
export function Clock({ now, children }: { now: number; children: ReactNode }) {
  const [time, setTime] = useState(now);
  useEffect(() => {
    // The server's clock will do for its minute: a page is drawn anew for nothing otherwise.
    setTime((known) => (Math.abs(Date.now() - known) < MINUTE ? known : Date.now()));
    const timer = setInterval(() => setTime(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return <Now value={time}>{children}</Now>;
}

/** Milliseconds since 1970, at most a minute old. */
export const useNow = (): number => useContext(Now);

/** Time passed since `from` (ISO 8601) as 0:14 or 1:02:03, counting; never below 0:00 where the clocks differ. */
export function Elapsed({ from }: { from: string }) {
  const start = useNow();
  const [now, setNow] = useState(start);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="figures font-mono">{passed(now - Date.parse(from))}</span>;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** 0:14, 12:03, 1:02:03. */
export function passed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
