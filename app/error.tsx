"use client";

import { LateCrashBody } from "@/components/shell/late-crash-body";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center p-4">
      <LateCrashBody error={error} retry={reset} />
    </main>
  );
}
