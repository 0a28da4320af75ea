"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { keepBrowserZone } from "@/lib/i18n/zone-cookie";

/**
 * Lines with a date are the server's, times of day the browser's. Where the server took another zone (the cookie is missing, or
 * of another place), what it drew is drawn again, so that a time stands under its own day.
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
