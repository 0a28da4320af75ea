"use client";

import { NextIntlClientProvider, useLocale } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { useZone } from "@/components/ui/use-zone";
import { keepBrowserZone } from "@/lib/i18n/zone-cookie";

/** Times below are in the customer's zone. */
export function OwnTimeZone({ zone, children }: { zone: string | null; children: ReactNode }) {
  useEffect(keepBrowserZone, []);
  return (
    <NextIntlClientProvider locale={useLocale()} timeZone={useZone(zone)}>
      {children}
    </NextIntlClientProvider>
  );
}
