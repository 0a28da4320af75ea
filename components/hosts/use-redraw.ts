import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** By then the background has read what was missing. */
const SOON_MS = 6_000;
const EVERY_MS = 300_000;

/** Has the server draw the small drawings anew while the page can be seen; soon, once, where some were missing. */
export function useRedraw(missing: boolean): void {
  const { refresh } = useRouter();
  useEffect(() => {
    const redraw = () => {
      if (document.visibilityState === "visible") {
        refresh();
      }
    };
    const soon = missing ? setTimeout(redraw, SOON_MS) : undefined;
    const timer = setInterval(redraw, EVERY_MS);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [missing, refresh]);
}
