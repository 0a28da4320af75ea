"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Rows, SettingRow } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Banner } from "@/components/ui/page/banner";
import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import { changesState, type OperationView } from "@/lib/operations/operation-view";
import { inProgressOf } from "../host-look";
import { useHost } from "../live/use-host-data";
import { NextStepKey, useNextSteps } from "../operate/next-step";
import { useTimes } from "../time/use-times";
import { useRedraw, useSetupProgress } from "../use-redraw";
import { ConnectCard } from "./connect-card";
import { RecentCard } from "./recent-card";
import { TrafficCard } from "./traffic-card";

interface OverviewProps {
  initial: HostView;
  connect: ConnectView;
  /** The newest, newest first. */
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
  /** In words, while the rescue system runs: what the host's own ways in are then worth. */
  rescueNote: string | undefined;
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
const COLUMN = "flex min-w-0 flex-col gap-4 md:gap-5";

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
  const { state } = host;
  const told = BANNERS.find((one) => one === state) ?? null;
  // While that changes, the head tells what goes on.
  const changing = inProgressOf(host);
  const isStill = changing === null || !changesState(changing.kind);
  const runs = state === "running" || state === "over-traffic" || state === "unknown";
  const hasNoFigures = nothingDrawn && (!runs || setup !== null);
  return (
    <>
      {told && isStill ? <StateBanner host={host} state={told} /> : null}
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className={COLUMN}>
          {isOfSetup(state) ? setup : null}
          {state === "off" && isStill ? <WhileOff vmId={host.id} /> : null}
          {state === "setup-failed" ? null : (
            <ConnectCard host={host} connect={connect} rescueNote={props.rescueNote} />
          )}
          {hasNoFigures ? null : now}
        </div>
        <div className={COLUMN}>
          {state === "setup-failed" ? null : <TrafficCard host={host} />}
          {snapshots}
          <RecentCard host={host} recent={recent} />
        </div>
      </div>
    </>
  );
}

/** The states that need more than a word: what happened, and what that means. */
const BANNERS = [
  "paused",
  "saved",
  "suspended",
  "over-traffic",
  "out-of-traffic",
  "locked",
  "unknown",
] as const satisfies HostState[];
type ToldState = (typeof BANNERS)[number];

/** What can be done about it stands in the head, but for a host that runs: there power has that place. */
function StateBanner({ host, state }: { host: HostView; state: ToldState }) {
  const t = useTranslations("host.stateCard");
  const times = useTimes();
  const { provider, order } = useNextSteps();
  const { resetAt } = host.traffic;
  const isLate = useLate();
  if (state === "unknown" && !isLate) {
    return null;
  }
  const needsYou = state === "over-traffic" || state === "out-of-traffic";
  return (
    <div data-state-card={state}>
      <Banner
        tone={needsYou ? "warn" : "grey"}
        title={t(`${state}.title`)}
        actions={state === "over-traffic" ? <NextStepKey host={host} /> : undefined}
        text={
          <>
            {state === "out-of-traffic"
              ? resetAt
                ? t("out-of-traffic.text", { date: times.date(resetAt) })
                : t("out-of-traffic.textUndated")
              : t(`${state}.text`, { provider })}
            {needsYou && !order ? <> {t("more", { provider })}</> : null}
          </>
        }
      />
    </div>
  );
}

/** True four seconds after the page was opened: a first reading takes a second or two and needs no explanation. */
function useLate(): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), 4_000);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}

/** What an off host can be used for beside being started. */
function WhileOff({ vmId }: { vmId: string }) {
  const w = useTranslations("words");
  const t = useTranslations("host.stateCard.off");
  return (
    <Rows>
      <SettingRow
        lead={<Icon name="disc" />}
        label={t("boot.title")}
        text={t("boot.text")}
        control={<ButtonLink href={`/hosts/${vmId}/settings#mount`}>{t("boot.key")}</ButtonLink>}
      />
      <SettingRow
        lead={<Icon name="again" />}
        label={w("reinstall")}
        text={t("newSystem.text")}
        control={<ButtonLink href={`/hosts/${vmId}/reinstall`}>{t("newSystem.key")}</ButtonLink>}
      />
    </Rows>
  );
}
