"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 3_000;

/** Asks for the page's data again while it stands in it: for something that ends by itself. */
export function RefreshWhile() {
  const { refresh } = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) {
        refresh();
      }
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return null;
}
