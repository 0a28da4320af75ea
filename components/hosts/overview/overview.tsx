"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Rows, SettingRow } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Banner } from "@/components/ui/page/banner";
import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import { changesState, type OperationView } from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { inProgressOf } from "../host-look";
import { useHost } from "../live/use-host-data";
import { laterOperation } from "../merge-hosts";
import { NextStepKey, useNextSteps } from "../operate/next-step";
import { OperationMark } from "../operate/operation-mark";
import { tookOf, useShortOutcome, useSubject } from "../operate/operation-words";
import { useTimes } from "../time/use-times";
import { useRedraw, useSetupProgress } from "../use-redraw";
import { BillingCard } from "./billing-card";
import { ConnectCard } from "./connect-card";
import { CpuLimitNotice } from "./cpu-limit-notice";
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
      <CpuLimitNotice host={host} />
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
          <BillingCard host={host} />
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
  const states = useTranslations("host.state");
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
        title={state === "paused" || state === "saved" ? states(state) : t(`${state}.title`)}
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

const SHOWN = 3;

/** The server's newest, with what the stream told since. */
function withNewest(recent: OperationView[], newest: OperationView | null): OperationView[] {
  const known = newest && recent.some(({ id }) => id === newest.id);
  const all = known
    ? recent.map((one) => (one.id === newest.id ? (laterOperation(one, newest) ?? one) : one))
    : [newest, ...recent].filter((one) => one !== null);
  return all.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt)).slice(0, SHOWN);
}

interface RecentCardProps {
  host: HostView;
  recent: OperationView[];
}

function RecentCard({ host, recent }: RecentCardProps) {
  const w = useTranslations("words");
  const t = useTranslations("operations.recent");
  const operations = withNewest(recent, host.operation);
  return operations.length === 0 ? null : (
    <Card
      title={t("title")}
      action={
        <Link
          href={`/hosts/${host.id}/activity`}
          className="text-13 font-medium no-underline hover:underline"
        >
          {w("all")}
        </Link>
      }
      flush
    >
      <ul>
        {operations.map((operation) => (
          <Line key={operation.id} operation={operation} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ operation }: { operation: OperationView }) {
  const w = useTranslations("words");
  const t = useTranslations("operations");
  const times = useTimes();
  const outcome = useShortOutcome()(operation);
  const subject = useSubject()(operation);
  const who = operation.byViewer || !operation.actorName ? w("you") : operation.actorName;
  const took = tookOf(operation);
  return (
    <li className="flex gap-3 border-line border-b px-4 py-2.5 last:border-b-0 md:px-5">
      <span className="grid h-5 w-4 shrink-0 place-items-center">
        <OperationMark operation={operation} />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-13 font-medium">
          {[t(`kind.${operation.kind}`), subject].filter(Boolean).join(" · ")}
        </span>
        <span className="flex gap-3 text-12 text-ink-3">
          <span className="min-w-0 flex-1">{[outcome, who, took].filter(Boolean).join(" · ")}</span>
          <time dateTime={operation.startedAt} className="shrink-0 tabular-nums">
            {times.moment(operation.startedAt)}
          </time>
        </span>
      </span>
    </li>
  );
}
