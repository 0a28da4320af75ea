"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { Key } from "@/components/ui/key";
import { late } from "@/components/ui/late";
import { useGap } from "@/components/ui/spacing";
import type { HostView } from "@/lib/hosts/host-view";
import { useMasterDown } from "../live/use-host-data";
import { useSheet } from "../sheet-context";
import type { Units } from "./lane-read";
import { isBanded } from "./lanes";
import { MonitorBar } from "./monitor-bar";
import { MonitorLanes } from "./monitor-lanes";
import { useChoice } from "./use-choice";
import { type MonitorFigures, useFigures } from "./use-figures";
import { type MonitorState, useMonitor } from "./use-monitor";
import { useSpanText } from "./use-span-text";

const MonitorTable = late(async () => (await import("./monitor-table")).MonitorTable);

const MINUTE = 60_000;

/**
 * The time in Unix seconds, new each minute while the page can be seen, and at once when it comes back to sight.
 * 0 on the server and in the first picture, which know no zone and draw nothing.
 */
function useMinute(): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === "visible") {
        setNow(Math.floor(Date.now() / 1000));
      }
    };
    tick();
    const timer = setInterval(tick, MINUTE);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return now;
}

interface MonitorPageProps {
  vmId: string;
  units: Units;
  masterDownSince: string | null;
}

/** More can't be told apart on a screen, and would only weigh. */
const MOST_POINTS = 900;
/** While a window is being sized, not every pixel is asked for anew. */
const STEP = 20;
/** For the table, which has no width of its own. */
const TABLE_POINTS = 700;

/** The host's figures over time, as charts or as a table. */
export function MonitorPage({ vmId, units, masterDownSince }: MonitorPageProps) {
  const { host } = useSheet();
  const down = useMasterDown(masterDownSince) !== null;
  const figures = useFigures();
  const now = useMinute();
  const chosen = useChoice(now, figures.zone);
  const [width, setWidth] = useState(0);
  const columns = chosen.table ? TABLE_POINTS : Math.min(MOST_POINTS, Math.ceil(width / STEP) * STEP);
  const state = useMonitor(vmId, chosen.window, now > 0 ? columns : 0);
  const note = <Note state={state} host={host} down={down} isNow={chosen.window.moves} />;
  return (
    <section className="card monitor" data-stale={state.stale && state.monitor ? "" : undefined}>
      <MonitorBar vmId={vmId} now={now} chosen={chosen} figures={figures} />
      {chosen.table && state.monitor ? (
        <Suspense>
          <MonitorTable
            monitor={state.monitor}
            units={units}
            figures={figures}
            loading={!down && state.monitor.pending > 0}
          />
        </Suspense>
      ) : (
        <MonitorLanes
          monitor={state.monitor}
          chosen={chosen}
          figures={figures}
          units={units}
          cores={host.cpuCores}
          note={hasNote(state) ? note : null}
          onWidth={setWidth}
        />
      )}
      <MonitorFoot state={state} down={down} table={chosen.table} figures={figures} />
    </section>
  );
}

const hasNote = ({ monitor, failed }: MonitorState): boolean =>
  monitor === null ? !failed : monitor.times.length === 0;

/** Why the plots are empty: not read yet, off, nothing recorded, or nobody to ask. */
function Note({
  state: { monitor },
  host,
  down,
  isNow,
}: {
  state: MonitorState;
  host: HostView;
  down: boolean;
  /** What is shown ends now, and isn't over. */
  isNow: boolean;
}): ReactNode {
  const t = useTranslations("monitor");
  if (!monitor || (monitor.pending > 0 && monitor.readAt === null && !down)) {
    return <p className="monitor-loading">{t("loading")}</p>;
  }
  // Nothing was to be read of what lies before the host was this customer's.
  if (monitor.readAt === null && (down || monitor.refused > 0)) {
    return down ? <p>{t("down")}</p> : null;
  }
  const isOff = isNow && host.state === "off";
  const runs = host.state === "running" || host.state === "over-traffic";
  return (
    <div>
      <h3>{t(isOff ? "off.title" : "none.title")}</h3>
      <p>{t(isOff ? "off.text" : isNow && runs ? "none.text" : "past")}</p>
    </div>
  );
}

interface MonitorFootProps {
  state: MonitorState;
  /** The master doesn't answer. */
  down: boolean;
  table: boolean;
  figures: MonitorFigures;
}

/** What is missing and why; and how the charts are moved. */
function MonitorFoot({ state, down, table, figures }: MonitorFootProps) {
  const t = useTranslations("monitor");
  const span = useSpanText();
  const gap = useGap();
  const { monitor, failed } = state;
  const point = monitor && monitor.times.length > 1 ? pointSeconds(monitor.times) : null;
  return (
    <div className="mt-3 text-ink-2 text-sm">
      <div role="status">
        {failed ? <p className="text-alert-text">{t("failed")}</p> : null}
        {down && monitor && monitor.readAt !== null ? (
          <p>{t("downAt", { time: figures.moment(monitor.readAt) })}</p>
        ) : down && monitor && table ? (
          <p>{t("down")}</p>
        ) : null}
        {!down && monitor && monitor.pending > 0 ? <p>{t("pending", { count: monitor.pending })}</p> : null}
        {monitor && monitor.refused > 0 ? <p>{t("refused", { count: monitor.refused })}</p> : null}
      </div>
      {failed ? (
        <Key className="my-1.5" onClick={state.again}>
          {t("again")}
        </Key>
      ) : null}
      {table ? null : (
        <p className="text-ink-3">
          <span className="monitor-hint">{t("hint")}</span>
          <span className="monitor-hint-touch">{t("hintTouch")}</span>
          {point === null ? null : gap + t(isBanded(monitor) ? "band" : "point", { span: span(point) })}
        </p>
      )}
    </div>
  );
}

/** The step that most points have. */
function pointSeconds(times: readonly number[]): number {
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 60;
}
