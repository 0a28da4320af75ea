"use client";

import { useEffect, useRef } from "react";
import { useHosts, useLostAt } from "../hosts/live/hosts-live";

interface KeepStateProps {
  /** Stands for the customer's account. */
  account: string;
  zone: string | null;
}

/** Where the panel is installed: the list of hosts is kept for the offline page while a page shows it. */
export function KeepState({ account, zone }: KeepStateProps) {
  const { cache } = useHosts();
  const lostAt = useLostAt();
  const lost = useRef(lostAt);
  useEffect(() => {
    lost.current = lostAt;
  }, [lostAt]);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    const begin = async () => {
      const { keepState } = await import("./keep");
      const ended = await keepState({ account, zone, cache, isOpen: () => lost.current === null });
      if (gone) ended();
      else stop = ended;
    };
    // As in `rules.ts`, of which a page in a browser's tab needs nothing.
    if (
      globalThis.caches &&
      (window.matchMedia("(display-mode: standalone)").matches || "standalone" in navigator)
    ) {
      begin().catch(() => undefined);
    }
    return () => {
      gone = true;
      stop?.();
    };
  }, [account, zone, cache]);
  return null;
}
