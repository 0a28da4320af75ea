"use client";

import { NextIntlClientProvider, useLocale } from "next-intl";
import type { ReactNode } from "react";
import { useZone } from "@/components/ui/use-zone";

/** Times below are in the customer's zone. */
export function OwnTimeZone({ zone, children }: { zone: string | null; children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={useLocale()} timeZone={useZone(zone)}>
      {children}
    </NextIntlClientProvider>
  );
}
