import { useEffect, useState } from "react";

const MINUTE = 60_000;

/**
 * The time in Unix seconds, new each minute while the page can be seen, and at once when it comes back to sight.
 * 0 on the server and in the first picture, which know no zone and draw nothing.
 */
export function useMinute(): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === "visible") {
        setNow(Math.floor(Date.now() / 1000));
      }
    };
    tick();
    const timer = setInterval(tick, MINUTE);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return now;
}
