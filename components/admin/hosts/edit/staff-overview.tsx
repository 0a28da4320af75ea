"use client";

import type { ReactNode } from "react";
import { RecentCard } from "@/components/hosts/overview/recent-card";
import { TrafficCard } from "@/components/hosts/overview/traffic-card";
import { useSheet } from "@/components/hosts/sheet-context";
import { useRedraw, useSetupProgress } from "@/components/hosts/use-redraw";
import type { OperationView } from "@/lib/operations/operation-view";

interface StaffOverviewProps {
  /** The newest, newest first. */
  recent: OperationView[];
  now: ReactNode;
  /** There is no drawing of the last minutes yet. */
  drawingMissing: boolean;
  addresses: ReactNode;
  details: ReactNode;
  /** What staff noted about the host. */
  notes: ReactNode;
}

/** Left what one works with, right what one looks up: the customer's own cards, and what staff alone know. */
export function StaffOverview({ recent, now, drawingMissing, ...cards }: StaffOverviewProps) {
  const { host } = useSheet();
  useRedraw(drawingMissing);
  useSetupProgress(host.state);
  return (
    <div className="host-body">
      <div>
        {now}
        <RecentCard host={host} recent={recent} all={`/admin/operations?host=${host.id}`} />
        {cards.addresses}
      </div>
      <div>
        {cards.notes}
        {cards.details}
        <TrafficCard host={host} />
      </div>
    </div>
  );
}
