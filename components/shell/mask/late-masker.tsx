"use client";

import { Suspense } from "react";
import { late } from "@/components/ui/late";

const Masker = late(() => import("./masker").then((masker) => masker.Masker));

/** Its script comes where something is masked. */
export function LateMasker() {
  return (
    <Suspense fallback={null}>
      <Masker />
    </Suspense>
  );
}
