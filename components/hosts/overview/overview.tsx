"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { late } from "@/components/ui/late";
import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import { type HostState, isHeld } from "@/lib/operations/host-states";
import { changesState, type OperationView } from "@/lib/operations/operation-view";
import { inProgressOf } from "../host-look";
import { useHost } from "../live/use-host-data";
import { useRedraw, useSetupProgress } from "../use-redraw";
import { ConnectCard } from "./connect-card";
import { FactsCard, type HostMake } from "./facts-card";
import { ProtectionCard } from "./protection-card";
import { RecentCard } from "./recent-card";
import { TrafficCard } from "./traffic-card";

/** Most hosts run, and need no explanation. */
const StateCard = late(async () => (await import("./state-card")).StateCard);

/** The states that need more than a word: what happened, what it means, what can be done. */
const EXPLAINED = ["off", "paused", "saved", "suspended", "out-of-traffic", "locked", "unknown"] as const;
export type ExplainedState = (typeof EXPLAINED)[number];

interface OverviewProps {
  initial: HostView;
  connect: ConnectView;
  /** What the master's rows tell beside; null where they don't. */
  make: HostMake;
  /** Whether there is a snapshot to go back to, once that is known. */
  canRestore: Promise<boolean>;
  /** The five newest, newest first. */
  recent: OperationView[];
  /** `SetupCard`, while the host is set up or that failed; it may come later than the rest. */
  setup: ReactNode;
  /** `SnapshotsCard`, which may come later than the rest. */
  snapshots: ReactNode;
  /** `NowCard`, drawn by the server. */
  now: ReactNode;
  /** There is no drawing of the last minutes yet. */
  drawingMissing: boolean;
  /** Nor any figure of the last 24 hours. */
  nothingDrawn: boolean;
  /** `RescueCard`, where the provider named a rescue disc. */
  rescue: ReactNode;
  /** It is on, or on its way. */
  inRescue: boolean;
  /** In words, while it is on: what the host's own ways in are then worth. */
  rescueNote: string | undefined;
  /** Turns protection on and off; null for who isn't the owner. */
  protect: FormAction | null;
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

const isOfSetup = (state: HostState) => state === "setting-up" || state === "setup-failed";
/** Its traffic is what has to be read first. */
const isOverTraffic = (state: HostState) => state === "over-traffic" || state === "out-of-traffic";

/** Left what one works with, right what one looks up. */
export function Overview(props: OverviewProps) {
  const { initial, connect, recent, setup, snapshots, now, drawingMissing, nothingDrawn } = props;
  const host = useHost(initial);
  // As the page was opened: it doesn't move under the hand that starts or ends it.
  const [rescueFirst] = useState(props.inRescue);
  useNewWay(initial, host);
  useRedraw(drawingMissing);
  useSetupProgress(host?.state);
  if (!host) {
    return null;
  }
  const explained = EXPLAINED.find((one) => one === host.state) ?? null;
  // While that changes, the head tells what goes on.
  const changing = inProgressOf(host);
  const isStill = changing === null || !changesState(changing.kind);
  const hasNoFigures = nothingDrawn && (explained !== null || setup !== null);
  const over = isOverTraffic(host.state);
  const rescue = isHeld(host.state) ? null : props.rescue;
  return (
    <div className="host-body">
      <div>
        {isOfSetup(host.state) ? setup : null}
        {explained && isStill ? (
          <Suspense>
            <StateCard host={host} state={explained} canRestore={props.canRestore} />
          </Suspense>
        ) : null}
        {rescueFirst ? rescue : null}
        {over ? <TrafficCard host={host} /> : null}
        {host.state === "setup-failed" ? null : (
          <ConnectCard host={host} connect={connect} rescueNote={props.rescueNote} />
        )}
        {hasNoFigures ? null : now}
        {isHeld(host.state) && !host.operation && recent.length === 0 ? null : (
          <RecentCard host={host} recent={recent} />
        )}
      </div>
      <div>
        {over || host.state === "setup-failed" ? null : <TrafficCard host={host} />}
        {snapshots}
        <FactsCard host={host} make={props.make} />
        {isHeld(host.state) && !host.protected ? null : (
          <ProtectionCard host={host} protect={props.protect} />
        )}
        {rescueFirst ? null : rescue}
      </div>
    </div>
  );
}
