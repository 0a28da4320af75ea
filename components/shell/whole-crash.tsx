"use client";

import { lazy, Suspense } from "react";
import { SHORT_CRASH_TEXTS } from "@/lib/i18n/crash-texts-short";

/** Every page carries this one and hardly any shows it: the rest comes then, and where it can't, a short text stands in. */
const CrashBody = lazy(() =>
  import("./crash-body").then(
    (body) => ({ default: body.CrashBody }),
    () => ({ default: ShortCrash }),
  ),
);

const { en, "zh-CN": zh } = SHORT_CRASH_TEXTS;

/** Stands in for the root layout or Next's router when that fails itself: neither language nor theme can be known here. */
export default function WholeCrash({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>{en.title}</title>
        <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center gap-4 p-4">
          <Suspense>
            <CrashBody error={error} retry={() => window.location.reload()} alone />
          </Suspense>
          <p lang="zh-CN" className="px-4 text-ink-2">
            {zh.title}
          </p>
        </main>
      </body>
    </html>
  );
}

function ShortCrash({ retry }: { retry: () => void }) {
  return (
    <>
      <h1 className="px-4 text-md">{en.title}</h1>
      <button type="button" className="key" onClick={retry}>
        {en.again} · {zh.again}
      </button>
    </>
  );
}
