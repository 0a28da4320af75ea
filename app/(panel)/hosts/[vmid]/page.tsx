import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import type { HostMake } from "@/components/hosts/overview/facts-card";
import { RescueCard } from "@/components/hosts/overview/late-rescue";
import { NowCard } from "@/components/hosts/overview/now-card";
import { Overview } from "@/components/hosts/overview/overview";
import { SetupCard } from "@/components/hosts/overview/setup-card";
import { SnapshotsCard } from "@/components/hosts/overview/snapshots-card";
import "@/components/hosts/overview/overview.css";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isOwner } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { connectViewNow } from "@/lib/hosts/connect/connect";
import type { HostRecord } from "@/lib/hosts/host-record";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { openPageHost, pageHostView, pageRescue, requirePageHost } from "@/lib/hosts/page-host";
import type { RescueView } from "@/lib/hosts/rescue/rescue-view";
import { rescueDisc } from "@/lib/hosts/rescue/rescues";
import { setupTaskOf } from "@/lib/hosts/setup-task";
import { snapshotsGlanceOf } from "@/lib/hosts/snapshots/show-snapshots";
import type { SnapshotsGlance } from "@/lib/hosts/snapshots/snapshots-view";
import { PageMessages } from "@/lib/i18n/page-messages";
import { isEmpty } from "@/lib/monitor/drawing";
import { wantDrawings } from "@/lib/monitor/drawing-round";
import { readDrawing } from "@/lib/monitor/drawing-rows";
import { operationViewOf } from "@/lib/operations/present";
import { recentOperations } from "@/lib/operations/read-ledger";
import { providerView } from "@/lib/provider/settings";
import { protect, rescue } from "./actions";

interface HostPageProps {
  params: Promise<{ vmid: string }>;
}

/** Recent operations shown. */
const RECENT = 5;
const SETUP_STATES = ["setting-up", "setup-failed"] as const;
/** A drawing that is older is made anew while the page is open. Seconds. */
const FRESH = 300;

export async function generateMetadata({ params }: HostPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  return owned ? { title: pageHostView(owned, viewer).name } : {};
}

/** Asks for the host itself: a layout is not run again when one goes from page to page. */
export default async function HostPage({ params }: HostPageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  // Asked for in the background: the page shows what is kept.
  void wantDrawings([owned.tenancyId], 24);
  const connect = connectViewNow(owned);
  const host = pageHostView(owned, viewer);
  const [recent, drawing, disc, inRescue] = await Promise.all([
    recentOperations(owned.tenancyId, RECENT),
    readDrawing(owned.tenancyId),
    rescueDisc(),
    pageRescue(owned),
  ]);
  const { diskUnit, networkUnit } = config().monitor;
  const glance = snapshotsGlanceOf(owned);
  return (
    <PageMessages namespaces={["snapshot-count", "protection"]}>
      <Overview
        initial={host}
        connect={connect}
        make={makeOf(owned.row)}
        canRestore={glance.then(canRestore)}
        recent={recent.map((row) => operationViewOf(row, viewer))}
        now={
          <NowCard drawing={drawing} cores={host.cpuCores} units={{ disk: diskUnit, network: networkUnit }} />
        }
        nothingDrawn={drawing === null || isEmpty(drawing)}
        rescue={disc === null ? null : <Rescue view={inRescue} />}
        inRescue={inRescue !== null}
        rescueNote={
          inRescue?.aim === "begin" && inRescue.progress === "done"
            ? (await getTranslations("rescue"))("connect")
            : undefined
        }
        protect={isOwner(viewer) ? protect : null}
        drawingMissing={drawing === null || Date.now() / 1000 - drawing.until > FRESH}
        setup={
          SETUP_STATES.some((state) => state === host.state) ? (
            <Suspense fallback={null}>
              <Setup owned={owned} />
            </Suspense>
          ) : null
        }
        snapshots={
          <Suspense fallback={<SnapshotsCard glance={null} />}>
            <Snapshots glance={glance} />
          </Suspense>
        }
      />
    </PageMessages>
  );
}

async function Setup({ owned }: { owned: OwnedHost }) {
  const [task, provider] = await Promise.all([setupTaskOf(owned), providerView()]);
  return task ? <SetupCard vmId={owned.vmId} task={task} provider={provider} /> : null;
}

function Rescue({ view }: { view: RescueView | null }) {
  return (
    <PageMessages namespaces={["rescue"]}>
      <RescueCard rescue={view} action={rescue} />
    </PageMessages>
  );
}

/** The master is asked while the rest of the page is here already, and not waited for when it is late. */
async function Snapshots({ glance: coming }: { glance: Promise<SnapshotsGlance | null> }) {
  const glance = await coming;
  return <SnapshotsCard glance={glance} late={glance === null} />;
}

/** As far as that is known: the page of the snapshots tells more. */
const canRestore = (glance: SnapshotsGlance | null): boolean =>
  !glance?.snapshots.ok || glance.snapshots.items.some(({ state }) => state === "ready");

const makeOf = ({ systemDiskGb, dataDiskGb, portMbit }: HostRecord): HostMake => ({
  systemDiskGb,
  dataDiskGb,
  portMbit,
});
