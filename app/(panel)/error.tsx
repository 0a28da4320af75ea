"use client";

import { LateCrashBody } from "@/components/shell/late-crash-body";

export default function PanelError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="pt-16">
      <LateCrashBody error={error} retry={reset} />
    </div>
  );
}
