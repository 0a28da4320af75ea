"use client";

import { useEffect, useRef } from "react";
import { useHosts, useLostAt } from "../hosts/live/hosts-live";
import type { keepState } from "./keep";

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
  const keeper = useRef<Awaited<ReturnType<typeof keepState>>>(null);
  useEffect(() => {
    lost.current = lostAt;
    if (lostAt === null) {
      keeper.current?.look();
    }
  }, [lostAt]);
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const keep = await import("./keep");
      const made = await keep.keepState({ account, zone, cache, isOpen: () => lost.current === null });
      if (gone) {
        made?.end();
      } else {
        keeper.current = made;
      }
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
      keeper.current?.end();
      keeper.current = null;
    };
  }, [account, zone, cache]);
  return null;
}
