"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import type { FormAction } from "@/components/ui/action-form";
import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { useHost } from "../live/use-host-data";
import { useRedraw } from "../use-redraw";
import { ConnectCard } from "./connect-card";
import { FactsCard } from "./facts-card";
import { RecentCard } from "./recent-card";
import { TrafficCard } from "./traffic-card";

interface OverviewProps {
  initial: HostView;
  connect: ConnectView;
  /** The five newest, newest first. */
  recent: OperationView[];
  /** Saves the host's own name and note. */
  label: FormAction;
  /** `SnapshotsCard`, which may come later than the rest. */
  snapshots: ReactNode;
  /** `NowCard`, drawn by the server. */
  now: ReactNode;
  /** There is no drawing of the last minutes yet. */
  drawingMissing: boolean;
}

/** The host answers elsewhere than when the page was made: how to connect is asked for anew, never left as it was. */
function useNewWay(initial: HostView, host: HostView | null) {
  const { refresh } = useRouter();
  const shown = JSON.stringify(initial.addresses);
  const told = JSON.stringify(host?.addresses ?? initial.addresses);
  useEffect(() => {
    if (told !== shown) {
      refresh();
    }
  }, [told, shown, refresh]);
}

/** Left what one works with, right what one looks up. */
export function Overview(props: OverviewProps) {
  const { initial, connect, recent, label, snapshots, now, drawingMissing } = props;
  const host = useHost(initial);
  useNewWay(initial, host);
  useRedraw(drawingMissing);
  return host ? (
    <div className="host-body">
      <div>
        <ConnectCard host={host} connect={connect} />
        {now}
      </div>
      <div>
        <TrafficCard host={host} />
        {snapshots}
        <RecentCard host={host} recent={recent} />
        <FactsCard host={host} label={label} />
      </div>
    </div>
  ) : null;
}
