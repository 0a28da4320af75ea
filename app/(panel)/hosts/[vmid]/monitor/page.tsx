import { getTimeZone, getTranslations } from "next-intl/server";
import { acknowledgeAlarm, dropAlarm, holdAlarm, saveAlarm } from "@/app/(panel)/alarms/actions";
import { Faults } from "@/app/faults";
import { AlarmsCard } from "@/components/hosts/alarms/alarms-card";
import { DowntimeCard } from "@/components/hosts/downtime/downtime-card";
import { MonitorPage } from "@/components/hosts/monitor/monitor-page";
import { TrafficDays } from "@/components/hosts/traffic/traffic-days";
import { isOwner, isReadOnly, isStaff } from "@/lib/accounts/sessions/viewer";
import { hostPage, hostTitle, pageProfile } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";
import { MOST_ALARMS } from "@/lib/monitor/alarms/alarm-view";
import { alarmsOfHost } from "@/lib/monitor/alarms/alarms";
import { downtimeOf } from "@/lib/monitor/downtime/read-downtime";
import { networkShown } from "@/lib/monitor/drawing";
import { readUnits } from "@/lib/monitor/network-unit";
import { trafficOf } from "@/lib/monitor/traffic/read-traffic";

export const generateMetadata = hostTitle("monitor");

/** Its figures as CSV, in the person's zone. */
function lastDay(vmId: string, zone: string | null): string {
  const to = Math.floor(Date.now() / 1000);
  const asked = { from: String(to - 24 * 3600), to: String(to), format: "csv", zone: zone ?? "UTC" };
  return `/api/hosts/${vmId}/monitor?${new URLSearchParams(asked)}`;
}

/** The samples themselves are asked for by the browser, which knows the screen's width and the person's zone. */
export default hostPage(async ({ viewer, owned }) => {
  const [profile, alarms, traffic, downtime, units] = await Promise.all([
    pageProfile(),
    alarmsOfHost(owned),
    trafficOf(owned),
    downtimeOf(owned, await getTimeZone()),
    readUnits(),
  ]);
  const t = await getTranslations("monitor");
  const isTheirs = !isStaff(viewer) && owned.guest === null;
  return (
    <PageMessages namespaces={["monitor", "alarms"]}>
      {/* Without JavaScript it stands in the place of the charts, of which nothing can be used then. */}
      <p className="hidden text-ink-2 noscript:block">
        {t.rich("noScript", { csv: (text) => <a href={lastDay(owned.vmId, viewer.timeZone)}>{text}</a> })}
      </p>
      <MonitorPage
        vmId={owned.vmId}
        units={{
          disk: units.disk,
          network: networkShown(units.network).unit,
          noData: owned.row.dataDiskGb === 0,
        }}
        masterDownSince={profile?.downSince?.toISOString() ?? null}
      />
      <TrafficDays
        view={traffic}
        csvHref={`/api/hosts/${owned.vmId}/traffic`}
        allHref={isTheirs ? "/traffic" : null}
      />
      <DowntimeCard view={downtime} className="mt-4" />
      <Faults of="alarms" values={{ most: MOST_ALARMS }}>
        <AlarmsCard
          vmid={owned.vmId}
          view={alarms}
          zone={viewer.timeZone}
          actions={!isTheirs || isReadOnly(viewer) ? null : { saveAlarm, holdAlarm, dropAlarm }}
          acknowledge={isOwner(viewer) && isTheirs ? acknowledgeAlarm : null}
          listHref={isTheirs ? "/alarms" : null}
        />
      </Faults>
    </PageMessages>
  );
});
