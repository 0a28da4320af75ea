"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, Suspense, useEffect } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { late } from "@/components/ui/late";
import { Secret } from "@/components/ui/secret";
import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import type { OperationView } from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { useHost } from "../live/use-host-data";
import { useRedraw, useSetupProgress } from "../use-redraw";
import { ConnectCard } from "./connect-card";
import { ProtectionCard } from "./protection-card";
import { RecentCard } from "./recent-card";
import { TrafficCard } from "./traffic-card";

/** Most hosts run, and need no explanation. */
const StateCard = late(async () => (await import("./state-card")).StateCard);

/** The states that need more than a word: what happened, what it means, what can be done. */
const EXPLAINED = ["off", "paused", "saved", "suspended", "out-of-traffic", "locked"] as const;
export type ExplainedState = (typeof EXPLAINED)[number];

export interface HostMake {
  systemDiskGb: number | null;
  /** 0: it has none. */
  dataDiskGb: number | null;
  portMbit: number | null;
}

interface OverviewProps {
  initial: HostView;
  connect: ConnectView;
  /** What the master's rows tell beside; null where they don't. */
  make: HostMake;
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

/** Left what one works with, right what one looks up. */
export function Overview(props: OverviewProps) {
  const { initial, connect, recent, setup, snapshots, now, drawingMissing, nothingDrawn } = props;
  const host = useHost(initial);
  useNewWay(initial, host);
  useRedraw(drawingMissing);
  useSetupProgress(host?.state);
  if (!host) {
    return null;
  }
  const explained = EXPLAINED.find((one) => one === host.state) ?? null;
  const hasNoFigures = nothingDrawn && (explained !== null || setup !== null);
  return (
    <div className="host-body">
      <div>
        {isOfSetup(host.state) ? setup : null}
        {explained ? (
          <Suspense>
            <StateCard host={host} state={explained} />
          </Suspense>
        ) : null}
        <ConnectCard host={host} connect={connect} />
        {hasNoFigures ? null : now}
        <FactsCard host={host} make={props.make} />
      </div>
      <div>
        <TrafficCard host={host} />
        {snapshots}
        <RecentCard host={host} recent={recent} />
        {props.rescue}
        <ProtectionCard host={host} protect={props.protect} />
      </div>
    </div>
  );
}

/** What is known of the host's make; what isn't is left out. And what its owner calls it. */
function FactsCard({ host, make }: { host: HostView; make: HostMake }) {
  const t = useTranslations("host.facts");
  const own = useTranslations("labels");
  const { cpuCores, masterName, name } = host;
  const memory = useMemory(host.memoryMb);
  const disks = useDisks(make);
  return (
    <Card title={t("title")}>
      <dl className="pairs">
        {cpuCores === null ? null : <Pair name={t("cores")}>{t("coresValue", { count: cpuCores })}</Pair>}
        {memory ? <Pair name={t("memory")}>{memory}</Pair> : null}
        {disks ? <Pair name={t("disks")}>{disks}</Pair> : null}
        {make.portMbit ? <Pair name={t("port")}>{t("portMbit", { value: make.portMbit })}</Pair> : null}
        <Pair name={t("id")}>{host.id}</Pair>
        {host.region ? <Pair name={t("region")}>{host.region}</Pair> : null}
        {masterName && masterName !== name ? (
          <Pair name={own("originalName")}>
            <Secret>{masterName}</Secret>
          </Pair>
        ) : null}
        {host.note ? (
          <Pair name={own("note")}>
            <Secret>{host.note}</Secret>
          </Pair>
        ) : null}
      </dl>
    </Card>
  );
}

function useMemory(memoryMb: number | null): string | null {
  const t = useTranslations("host.facts");
  const format = useFormatter();
  if (memoryMb === null) {
    return null;
  }
  return memoryMb < 1024
    ? t("memoryMb", { value: format.number(memoryMb) })
    : t("memoryGb", { value: format.number(memoryMb / 1024, { maximumFractionDigits: 1 }) });
}

function useDisks({ systemDiskGb, dataDiskGb }: HostMake): string | null {
  const t = useTranslations("host.facts");
  const parts = [
    systemDiskGb ? t("systemDisk", { value: systemDiskGb }) : null,
    dataDiskGb ? t("dataDisk", { value: dataDiskGb }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt>{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
