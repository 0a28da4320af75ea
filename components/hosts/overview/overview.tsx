"use client";

import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { useHost } from "../live/use-host-data";
import { ConnectZone } from "./connect-zone";
import { FactsZone } from "./facts-zone";
import { RecentZone } from "./recent-zone";
import { TrafficZone } from "./traffic-zone";

interface OverviewProps {
  initial: HostView;
  connect: ConnectView;
  /** The five newest, newest first. */
  recent: OperationView[];
}

/** Left what one works with, right what one looks up. */
export function Overview({ initial, connect, recent }: OverviewProps) {
  const host = useHost(initial);
  return host ? (
    <div className="host-body">
      <div>
        <ConnectZone host={host} connect={connect} />
        <RecentZone host={host} recent={recent} />
      </div>
      <div>
        <TrafficZone host={host} />
        <FactsZone host={host} />
      </div>
    </div>
  ) : null;
}
