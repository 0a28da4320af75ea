"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 3_000;
const SLOWEST_MS = 60_000;

interface RefreshWhileProps {
  /** Waits longer each time, up to a minute: for what may never end. */
  slower?: boolean;
}

/** Asks for the page's data again while it stands in it: for something that ends by itself. */
export function RefreshWhile({ slower = false }: RefreshWhileProps) {
  const { refresh } = useRouter();
  useEffect(() => {
    let waitMs = EVERY_MS;
    let timer = setTimeout(look, waitMs);
    function look() {
      if (!document.hidden) {
        refresh();
        waitMs = slower ? Math.min(2 * waitMs, SLOWEST_MS) : waitMs;
      }
      timer = setTimeout(look, waitMs);
    }
    return () => clearTimeout(timer);
  }, [refresh, slower]);
  return null;
}
