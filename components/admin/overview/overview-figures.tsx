import { useTranslations } from "next-intl";
import { Figure, Figures } from "@/components/ui/figures";
import { STATE_FILTERS, type StateFilter } from "@/lib/fleet/hosts/fleet-query";
import { withSearch } from "@/lib/fleet/search-params";
import type { StaffOverview } from "@/lib/fleet/staff-overview";
import { StateLegend } from "../hosts/fleet/state-legend";
import { useAgo } from "../use-ago";
import "./overview-figures.css";

/** How the fleet stands. */
export function OverviewStates({ hosts }: Hosts) {
  const t = useTranslations("staff-overview.figure");
  return (
    <>
      <StateBar hosts={hosts} />
      <StateLegend
        label={t("hosts")}
        all={hosts.all}
        counts={hosts}
        hrefOf={(filter) => withSearch("/admin/hosts", { status: filter ?? null })}
      />
    </>
  );
}

/** How the panel does; each number leads to what it counts. */
export function OverviewFigures({ overview }: { overview: StaffOverview }) {
  const t = useTranslations("staff-overview.figure");
  const ago = useAgo();
  const { inProgress, day, nodes, pools, customers, averageMs, isDown } = overview;
  return (
    <Figures ruled wrapped>
      <Figure
        label={t("inProgress")}
        value={inProgress.count}
        href="/admin/operations?outcome=in-progress"
        note={inProgress.since ? t("oldest", { age: ago(inProgress.since) }) : null}
      />
      <Figure
        label={t("notDone")}
        value={day.notDone}
        href="/admin/operations?outcome=attention&since=day"
        note={t("ofOperations", { total: day.operations })}
        tone="alert"
        asks
      />
      <Figure
        label={t("maintenance")}
        value={nodes.maintenance}
        href="/admin/infrastructure"
        note={t("ofNodes", { total: nodes.all })}
        tone="busy"
        asks
      />
      <Figure
        label={t("poolsFull")}
        value={pools.nearlyFull}
        href="/admin/infrastructure/pools"
        note={t("ofPools", { total: pools.all })}
        tone="busy"
        asks
      />
      <Figure
        label={t("lockedOut")}
        value={customers.lockedOut}
        href="/admin/connection#locked-out"
        note={t("ofAccounts", { total: customers.accounts })}
        tone="alert"
        asks
      />
      <Figure
        label={t("answers")}
        // An average of the past hour says nothing of a master that doesn't answer now.
        value={isDown ? null : averageMs}
        unit={t("ms")}
        href="/admin/connection"
        note={t(isDown ? "down" : "lastHour")}
      />
    </Figures>
  );
}

type Hosts = Pick<StaffOverview, "hosts">;

/** A few of many are still seen. */
const LEAST = 1;
const GAP = 0.3;

/** The same numbers as one bar: for the eye alone, since each stands below it. */
function StateBar({ hosts }: Hosts) {
  if (hosts.all === 0) {
    return null;
  }
  const parts = STATE_FILTERS.filter((name) => hosts[name] > 0);
  const room = 100 - LEAST * parts.length;
  const wide = (name: StateFilter) => LEAST + (hosts[name] / hosts.all) * room;
  const from = (at: number) => parts.slice(0, at).reduce((sum, name) => sum + wide(name), 0);
  return (
    <svg className="state-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {parts.map((name, at) => (
        <rect
          key={name}
          className={`state-${name}`}
          x={from(at)}
          width={wide(name) - (at < parts.length - 1 ? GAP : 0)}
          height="10"
        />
      ))}
    </svg>
  );
}
