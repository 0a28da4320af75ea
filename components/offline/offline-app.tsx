"use client";

import { useEffect } from "react";

export interface OfflineProps {
  /** Stands for the customer's account, whose state may be kept where the panel is installed; null: nobody's may. */
  account: string | null;
  /** The provider's name. */
  name: string;
  /** Whether there is to be a service worker: not under `next dev`, which builds none. */
  worker: boolean;
}

/** On every page of who is signed in. What it does comes when the page has loaded and nothing else is left to do. */
export function OfflineApp({ account, name, worker }: OfflineProps) {
  useEffect(() => {
    if (!navigator.serviceWorker || !globalThis.caches) {
      return;
    }
    const begin = async () => (await import("./begin")).begin({ account, name, worker });
    const timer = setTimeout(() => begin().catch(() => undefined), AFTER_MS);
    return () => clearTimeout(timer);
  }, [account, name, worker]);
  return null;
}

/** In ms: what the page needs itself has come by then. */
const AFTER_MS = 2_000;
