"use client";

import { CrashBody } from "@/components/shell/crash-body";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";
import "./globals.css";

/** Stands in for the root layout when that fails itself: neither language nor theme can be known here. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>{CRASH_TEXTS.en.title}</title>
        <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center gap-4 p-4">
          <CrashBody error={error} retry={() => window.location.reload()} />
          <p lang="zh-CN" className="px-4 text-ink-2">
            {CRASH_TEXTS["zh-CN"].title}。{CRASH_TEXTS["zh-CN"].text}
          </p>
        </main>
      </body>
    </html>
  );
}
