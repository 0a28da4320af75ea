"use client";

import { lazy, Suspense } from "react";
import type { CrashBodyProps } from "./crash-body";

/** Where it can't come, the frame around it fails in turn, and the outermost has one of its own (app/global-error). */
const CrashBody = lazy(() => import("./crash-body").then((body) => ({ default: body.CrashBody })));

/** Every page carries its error pages, and hardly any shows one: what they say comes when one is shown. */
export function LateCrashBody(props: CrashBodyProps) {
  return (
    <Suspense>
      <CrashBody {...props} />
    </Suspense>
  );
}
