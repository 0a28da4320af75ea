"use client";

import { useEffect } from "react";

/**
 * Sign-in and sign-out are whole page loads: nothing that one person's pages left in memory may be there for the next.
 * Next turns an action's redirect into a soft navigation, so whoever crosses that border loads once more.
 */
export function FreshDocument({ signedIn }: { signedIn: boolean }) {
  useEffect(() => {
    const [loaded] = performance.getEntriesByType("navigation");
    const loadedSignedIn =
      loaded && URL.canParse(loaded.name) && new URL(loaded.name).pathname !== "/sign-in";
    if (loaded && loadedSignedIn !== signedIn) {
      window.location.reload();
    }
  }, [signedIn]);
  return null;
}
