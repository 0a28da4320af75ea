"use client";

import { CrashBody } from "@/components/shell/crash-body";

export default function PanelError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="pt-16">
      <CrashBody digest={error.digest} retry={reset} />
    </div>
  );
}
