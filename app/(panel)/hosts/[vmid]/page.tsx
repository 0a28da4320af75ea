import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { NowCard } from "@/components/hosts/overview/now-card";
import { Overview } from "@/components/hosts/overview/overview";
import { SetupCard } from "@/components/hosts/overview/setup-card";
import { SnapshotsCard } from "@/components/hosts/overview/snapshots-card";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { connectViewNow } from "@/lib/hosts/connect/connect";
import type { HostView } from "@/lib/hosts/host-view";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { hostPage, hostTitle, pageHostView, pageRescue } from "@/lib/hosts/page-host";
import { setupTaskOf } from "@/lib/hosts/setup-task";
import { snapshotsGlanceOf } from "@/lib/hosts/snapshots/show-snapshots";
import type { SnapshotsGlance } from "@/lib/hosts/snapshots/snapshots-view";
import { isEmpty } from "@/lib/monitor/drawing";
import { wantDrawings } from "@/lib/monitor/drawing-round";
import { readDrawing } from "@/lib/monitor/drawing-rows";
import { readUnits } from "@/lib/monitor/network-unit";
import { operationViewOf } from "@/lib/operations/present";
import { recentOperations } from "@/lib/operations/read-ledger";
import { fillLink } from "@/lib/provider/fill-link";
import { providerView } from "@/lib/provider/settings";

/** Recent operations shown. */
const RECENT = 3;
const SETUP_STATES = ["setting-up", "setup-failed"] as const;
/** A drawing that is older is made anew while the page is open. Seconds. */
const FRESH = 300;

export const generateMetadata = hostTitle(null);

/** Asks for the host itself: a layout is not run again when one goes from page to page. */
export default hostPage(async ({ viewer, owned }) => {
  // Asked for in the background: the page shows what is kept.
  void wantDrawings([owned.tenancyId], 24);
  const connect = connectViewNow(owned);
  const host = pageHostView(owned, viewer);
  const [recent, drawing, inRescue, units] = await Promise.all([
    recentOperations(owned.tenancyId, RECENT),
    readDrawing(owned.tenancyId),
    pageRescue(owned),
    readUnits(),
  ]);
  return (
    <Overview
      initial={host}
      connect={connect}
      recent={recent.map((row) => operationViewOf(row, viewer))}
      now={<NowCard vmId={owned.vmId} drawing={drawing} cores={host.cpuCores} units={units} />}
      nothingDrawn={drawing === null || isEmpty(drawing)}
      rescueNote={
        inRescue?.aim === "begin" && inRescue.progress === "done"
          ? (await getTranslations("rescue"))("connect")
          : undefined
      }
      drawingMissing={drawing === null || Date.now() / 1000 - drawing.until > FRESH}
      setup={
        SETUP_STATES.some((state) => state === host.state) ? (
          <Suspense fallback={null}>
            <Setup owned={owned} viewer={viewer} />
          </Suspense>
        ) : null
      }
      snapshots={
        <Suspense fallback={<SnapshotsCard host={host} glance={null} />}>
          <Snapshots host={host} glance={snapshotsGlanceOf(owned)} />
        </Suspense>
      }
    />
  );
});

async function Setup({ owned, viewer }: { owned: OwnedHost; viewer: Viewer }) {
  const [task, { support }] = await Promise.all([setupTaskOf(owned), providerView()]);
  return task ? (
    <SetupCard
      task={task}
      support={support && fillLink(support, { customer: viewer.userId, host: owned.vmId })}
    />
  ) : null;
}

/** The master is asked while the rest of the page is here already, and not waited for when it is late. */
async function Snapshots({
  host,
  glance: coming,
}: {
  host: HostView;
  glance: Promise<SnapshotsGlance | null>;
}) {
  const glance = await coming;
  return <SnapshotsCard host={host} glance={glance} late={glance === null} />;
}
