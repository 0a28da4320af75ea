"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { HostView } from "@/lib/hosts/host-view";
import { useMasterDown } from "../live/use-host-data";
import { useSheet } from "../sheet-context";
import type { Units } from "./lane-read";
import { MonitorBar } from "./monitor-bar";
import { MonitorFoot } from "./monitor-foot";
import { MonitorLanes } from "./monitor-lanes";
import { MonitorTable } from "./monitor-table";
import { useChoice } from "./use-choice";
import { useFigures } from "./use-figures";
import { useMinute } from "./use-minute";
import { type MonitorState, useMonitor } from "./use-monitor";

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
  const note = <Note state={state} host={host} down={down} />;
  return (
    <section className="card monitor" data-stale={state.stale && state.monitor ? "" : undefined}>
      <MonitorBar vmId={vmId} now={now} chosen={chosen} figures={figures} />
      {chosen.table && state.monitor ? (
        <MonitorTable monitor={state.monitor} units={units} figures={figures} />
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
}: {
  state: MonitorState;
  host: HostView;
  down: boolean;
}): ReactNode {
  const t = useTranslations("monitor");
  if (!monitor || (monitor.pending > 0 && monitor.readAt === null && !down)) {
    return <p className="monitor-loading">{t("loading")}</p>;
  }
  if (monitor.readAt === null) {
    return down ? <p>{t("down")}</p> : null;
  }
  const which = host.state === "off" ? "off" : "none";
  return (
    <div>
      <h3>{t(`${which}.title`)}</h3>
      <p>{t(`${which}.text`)}</p>
    </div>
  );
}
