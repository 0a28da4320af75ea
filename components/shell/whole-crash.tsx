"use client";

import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";
import { LoneCrash } from "./crash";

/**
 * Stands in for the root layout or Next's router when that fails itself: neither language nor theme is known here. Apart from
 * app/global-error, which brings the styles: as part of Next's router, it would take them from every page.
 */
export default function WholeCrash({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>{CRASH_TEXTS.en.unlogged.title}</title>
        <LoneCrash error={error} />
      </body>
    </html>
  );
}
