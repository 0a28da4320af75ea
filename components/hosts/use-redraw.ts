import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { HostState } from "@/lib/operations/host-states";

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

const SET_UP_MS = 4_000;

/** While a host is set up and the page can be seen, has the server draw anew how far that is; and once when it ended. */
export function useSetupProgress(state: HostState | undefined): void {
  const { refresh } = useRouter();
  const isSetUp = state === "setting-up";
  const was = useRef(isSetUp);
  useEffect(() => {
    if (was.current !== isSetUp) {
      was.current = isSetUp;
      refresh();
    }
    const redraw = () => {
      if (document.visibilityState === "visible") {
        refresh();
      }
    };
    const timer = isSetUp ? setInterval(redraw, SET_UP_MS) : undefined;
    return () => clearInterval(timer);
  }, [isSetUp, refresh]);
}
