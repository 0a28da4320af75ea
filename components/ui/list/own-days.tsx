"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { keepBrowserZone } from "@/lib/i18n/zone-cookie";

/**
 * Draws the page again where the server took another time zone than the browser's (the cookie is missing, or of another
 * place). The server groups a list's rows by day, the browser corrects their times: both must use one zone.
 */
export function OwnDays() {
  const { refresh } = useRouter();
  const drawnIn = useTimeZone();
  useEffect(
    () =>
      keepBrowserZone((zone) => {
        if (zone !== drawnIn) refresh();
      }),
    [drawnIn, refresh],
  );
  return null;
}
