"use client";

import { Suspense } from "react";
import { late } from "@/components/ui/late";
import type { RescueCardProps } from "./rescue-card";

const Late = late(() => import("./rescue-card").then((card) => card.RescueCard));

/** Its script comes where a provider offers it. */
export function RescueCard(props: RescueCardProps) {
  return (
    <Suspense fallback={null}>
      <Late {...props} />
    </Suspense>
  );
}
