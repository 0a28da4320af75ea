"use client";

import { useEffect, useState } from "react";

interface MinutesLeftProps {
  /** ISO 8601. */
  until: string;
  /** The server's reading of the clock, in ms: the first drawing is the server's. */
  now: number;
  /** The sentence with `#` in place of the number. */
  text: string;
}

/** Counts the minutes down; when none is left, the page is loaded anew, which says so. */
export function MinutesLeft({ until, now, text }: MinutesLeftProps) {
  const [left, setLeft] = useState(Date.parse(until) - now);
  useEffect(() => {
    const end = Date.now() + Date.parse(until) - now;
    const timer = setInterval(() => {
      const rest = end - Date.now();
      setLeft(rest);
      if (rest <= 0) {
        window.location.reload();
      }
    }, 5_000);
    return () => clearInterval(timer);
  }, [until, now]);
  return text.replace("#", String(Math.max(0, Math.ceil(left / 60_000))));
}
