"use client";

import type { ReactNode } from "react";
import { CpuLimitNotice } from "@/components/hosts/overview/cpu-limit-notice";
import { TrafficCard } from "@/components/hosts/overview/traffic-card";
import { useSheet } from "@/components/hosts/sheet-context";
import { useRedraw, useSetupProgress } from "@/components/hosts/use-redraw";

interface StaffOverviewProps {
  now: ReactNode;
  /** There is no drawing of the last minutes yet. */
  drawingMissing: boolean;
  timeline: ReactNode;
  /** What staff noted about the host. */
  notes: ReactNode;
  addresses: ReactNode;
  details: ReactNode;
}

/** Left what happened, right what is known. */
export function StaffOverview({ now, drawingMissing, timeline, ...known }: StaffOverviewProps) {
  const { host } = useSheet();
  useRedraw(drawingMissing);
  useSetupProgress(host.state);
  return (
    <>
      <CpuLimitNotice host={host} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-5">
          {now}
          {timeline}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {known.notes}
          <TrafficCard host={host} />
          {known.addresses}
          {known.details}
        </div>
      </div>
    </>
  );
}
