"use client";

import { lazy, Suspense } from "react";
import type { LoadErrorProps } from "./load-error";

const LoadError = lazy(() => import("./load-error").then((error) => ({ default: error.LoadError })));

/** Carried by every page of hosts, shown by hardly any: what it says comes when it is shown. */
export function LateLoadError(props: LoadErrorProps) {
  return (
    <Suspense>
      <LoadError {...props} />
    </Suspense>
  );
}
