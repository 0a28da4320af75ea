"use client";

import { lazy, Suspense } from "react";

/** Every page carries it and hardly any shows it. Where it can't come, the outermost has a short text (app/global-error). */
const CrashBody = lazy(() =>
  import("@/components/shell/crash-body").then((body) => ({ default: body.CrashBody })),
);

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center p-4">
      <Suspense>
        <CrashBody error={error} retry={reset} alone />
      </Suspense>
    </main>
  );
}
