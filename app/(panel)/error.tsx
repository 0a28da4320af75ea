"use client";

import { lazy, Suspense } from "react";

/** Every page carries it and hardly any shows it. Where it can't come, the frame around it fails in turn (app/error). */
const PanelCrash = lazy(() =>
  import("@/components/shell/panel-crash").then((crash) => ({ default: crash.PanelCrash })),
);

export default function PanelError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Suspense>
      <PanelCrash error={error} retry={reset} />
    </Suspense>
  );
}
