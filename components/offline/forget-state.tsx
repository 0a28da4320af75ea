"use client";

import { useEffect } from "react";
import { STATE_PREFIX } from "./state-prefix";

/** On the sign-in page: who comes here has left, or was let out. The service worker does the same, where it is there. */
export function ForgetState() {
  useEffect(() => {
    globalThis.caches
      ?.keys()
      .then((names) => names.map((name) => name.startsWith(STATE_PREFIX) && caches.delete(name)))
      .catch(() => undefined);
  }, []);
  return null;
}
