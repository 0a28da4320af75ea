"use client";

import { useEffect } from "react";
import { keepBrowserZone } from "@/lib/i18n/zone-cookie";

/** On the ways in other than the sign-in, whose form does the same. */
export function KeepZone() {
  useEffect(keepBrowserZone, []);
  return null;
}
