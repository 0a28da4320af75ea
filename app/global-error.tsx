"use client";

import "./globals.css";
import { LoneCrash } from "@/components/shell/crash";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";

/** Stands in for the root layout or Next's router when that fails itself: neither language nor theme is known here. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>{CRASH_TEXTS.en.unlogged.title}</title>
        <LoneCrash error={error} />
      </body>
    </html>
  );
}
