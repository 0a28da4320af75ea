"use client";

import { useEffect } from "react";
import { keepBrowserZone } from "@/lib/i18n/zone-cookie";

/** So that the first page after the sign-in has the browser's times. */
export function KeepZone() {
  useEffect(keepBrowserZone, []);
  return null;
}
