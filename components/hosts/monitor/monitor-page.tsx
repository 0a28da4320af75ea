"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { HostView } from "@/lib/hosts/host-view";
import { useMasterDown } from "../live/use-host-data";
import { useSheet } from "../sheet-context";
import type { Units } from "./lanes";
import { MonitorLanes } from "./monitor-lanes";
import {
  choiceFrom,
  hrefOf,
  type Range,
  type RangeChoice,
  SPAN_NAMES,
  windowOf,
  zoomFrom,
  zoomTo,
} from "./range";
import { type MonitorFigures, useFigures } from "./use-figures";
import { type Monitor, type MonitorState, useMonitor } from "./use-monitor";

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

/** What is looked at, as the address has it. `now`: Unix seconds. */
function useChoice(now: number, zone: string) {
  const search = useSearchParams().toString();
  return useMemo(() => {
    const query = new URLSearchParams(search);
    const choice = choiceFrom(query);
    const whole = windowOf(choice, now, zone);
    const zoom = zoomFrom(query, whole);
    const go = (to: RangeChoice, part: { from: number; to: number } | null) =>
      window.history.replaceState(null, "", hrefOf(to, part));
    return {
      choice,
      zoomed: zoom !== null,
      window: zoom ?? whole,
      choose: (to: RangeChoice) => go(to, null),
      zoom: (range: Range) => go(choice, zoomTo(range, whole)),
      back: () => go(choice, null),
    };
  }, [search, now, zone]);
}

export type ChosenRange = ReturnType<typeof useChoice>;

interface MonitorPageProps {
  vmId: string;
  units: Units;
  masterDownSince: string | null;
}

/** More can't be told apart on a screen, and would only weigh. */
const MOST_POINTS = 900;
/** While a window is being sized, not every pixel is asked for anew. */
const STEP = 20;

/** The host's figures over time. */
export function MonitorPage({ vmId, units, masterDownSince }: MonitorPageProps) {
  const w = useTranslations("words");
  const { host } = useSheet();
  const down = useMasterDown(masterDownSince) !== null;
  const figures = useFigures();
  const now = useMinute();
  const chosen = useChoice(now, figures.zone);
  const [columns, setColumns] = useState(0);
  const onWidth = useCallback(
    (width: number) => setColumns(Math.min(MOST_POINTS, Math.ceil(width / STEP) * STEP)),
    [],
  );
  const state = useMonitor(vmId, chosen.window, now > 0 ? columns : 0);
  const { monitor } = state;
  const isEmpty = monitor !== null && monitor.times.length === 0;
  const loading = !state.failed && (monitor === null || (isEmpty && monitor.pending > 0 && !down));
  return (
    <section className="flex flex-col gap-4 noscript:hidden" aria-label={w("monitor")}>
      <Bar {...{ vmId, now, chosen, figures, monitor, loading }} />
      {isEmpty && !loading ? (
        <Card>
          <Empty monitor={monitor} host={host} down={down} isNow={chosen.window.moves} />
        </Card>
      ) : (
        <MonitorLanes stale={state.stale} {...{ monitor, chosen, figures, units, onWidth }} />
      )}
      <Missing state={state} down={down} figures={figures} />
    </section>
  );
}

interface BarProps {
  vmId: string;
  /** Unix seconds; 0 before the browser told. */
  now: number;
  chosen: ChosenRange;
  figures: MonitorFigures;
  monitor: Monitor | null;
  loading: boolean;
}

/** Which time is shown, the way out of a zoom, and the same as a file. */
function Bar({ vmId, now, chosen, figures, monitor, loading }: BarProps) {
  const w = useTranslations("words");
  const t = useTranslations("monitor");
  const { choice, zoomed } = chosen;
  const { from, to, moves } = chosen.window;
  const query = new URLSearchParams({
    from: String(from),
    to: String(to),
    format: "csv",
    zone: figures.zone,
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <nav
        className="inline-flex h-8 shrink-0 items-center rounded-md bg-sunken p-0.5 max-md:h-11"
        aria-label={t("range.label")}
      >
        {SPAN_NAMES.map((span) => {
          const isCurrent = choice.kind === "span" && choice.span === span && !zoomed;
          return (
            <a
              key={span}
              href={hrefOf({ kind: "span", span }, null)}
              aria-current={isCurrent ? "true" : undefined}
              className={`inline-flex h-full items-center rounded-sm px-2.5 font-medium text-13 whitespace-nowrap no-underline ${isCurrent ? "border border-line-2 bg-card text-ink shadow-control" : "text-ink-2 hover:text-ink"}`}
              onClick={(event) => {
                event.preventDefault();
                chosen.choose({ kind: "span", span });
              }}
            >
              {t(`range.${span}`)}
            </a>
          );
        })}
      </nav>
      {zoomed ? (
        <Button variant="ghost" onClick={chosen.back}>
          {t("back")}
        </Button>
      ) : null}
      <span className="ml-1 flex flex-wrap items-center gap-x-2 text-13 text-ink-2 max-md:order-last max-md:w-full">
        {loading ? (
          <span role="status">{w("loading")}</span>
        ) : now === 0 ? null : (
          <span className="tabular-nums">
            {figures.moment(from)} – {moves ? w("now") : figures.moment(to)}
          </span>
        )}
        {monitor?.series.cpu.high ? <Band times={monitor.times} /> : null}
        {monitor && monitor.gaps.length > 0 ? (
          <span className="inline-flex items-center gap-1.5">
            <span className="hatch size-3 rounded-sm border border-line" />
            {t("gap")}
          </span>
        ) : null}
      </span>
      <ButtonLink
        href={now > 0 ? `/api/hosts/${vmId}/monitor?${query}` : ""}
        icon="download"
        className="ml-auto"
        download
      >
        {w("csv")}
      </ButtonLink>
    </div>
  );
}

/** What a line and its band are where each point stands for many samples. */
function Band({ times }: { times: readonly number[] }) {
  const t = useTranslations("monitor");
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  const minutes = Math.round((steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 60) / 60);
  return (
    <span>
      {minutes % 60 === 0 ? t("bandHours", { count: minutes / 60 }) : t("band", { count: minutes })}
    </span>
  );
}

interface EmptyProps {
  monitor: Monitor;
  host: HostView;
  down: boolean;
  /** What is shown ends now, and isn't over. */
  isNow: boolean;
}

/** Why there is nothing to draw: off, nothing recorded, or nobody to ask. */
function Empty({ monitor, host, down, isNow }: EmptyProps) {
  const t = useTranslations("monitor");
  // Nothing was to be read of what lies before the host was this customer's.
  if (monitor.readAt === null && down) {
    return <EmptyState title={t("none.title")} text={t("down")} />;
  }
  const isOff = isNow && host.state === "off";
  return (
    <EmptyState title={t(isOff ? "off.title" : "none.title")} text={isOff ? t("off.text") : undefined} />
  );
}

interface MissingProps {
  state: MonitorState;
  /** The master doesn't answer. */
  down: boolean;
  figures: MonitorFigures;
}

/** What is missing and why. */
function Missing({ state: { monitor, failed, again }, down, figures }: MissingProps) {
  const w = useTranslations("words");
  const t = useTranslations("monitor");
  return (
    <div className="flex flex-col items-start gap-2 text-13 text-ink-2 empty:hidden">
      <div role="status">
        {failed ? <p className="text-bad-ink">{t("failed")}</p> : null}
        {down && monitor && monitor.readAt !== null ? (
          <p>{t("downAt", { time: figures.moment(monitor.readAt) })}</p>
        ) : null}
        {!down && monitor && monitor.pending > 0 ? <p>{t("pending", { count: monitor.pending })}</p> : null}
        {monitor && monitor.refused > 0 ? <p>{t("refused", { count: monitor.refused })}</p> : null}
      </div>
      {failed ? <Button onClick={again}>{w("tryAgain")}</Button> : null}
    </div>
  );
}
