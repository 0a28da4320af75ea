"use client";

import { lazy, Suspense, useLayoutEffect } from "react";

/** Its script comes where something is masked. */
const Masker = lazy(() =>
  import("./masker").then(
    ({ Masker: found }) => ({ default: found }),
    () => ({ default: MarksAlone }),
  ),
);

/** Without a connection what is marked stays masked, and the page is not held back for the rest. */
function MarksAlone() {
  useLayoutEffect(() => document.documentElement.setAttribute("data-mask-ready", ""), []);
  return null;
}

export function LateMasker() {
  return (
    <Suspense fallback={null}>
      <Masker />
    </Suspense>
  );
}
