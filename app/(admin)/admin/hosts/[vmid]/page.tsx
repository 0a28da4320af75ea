import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddressList } from "@/components/admin/hosts/edit/address-list";
import { DetailsCard } from "@/components/admin/hosts/edit/details-card";
import { StaffOverview } from "@/components/admin/hosts/edit/staff-overview";
import { NowCard } from "@/components/hosts/overview/now-card";
import { Card } from "@/components/ui/card";
import "@/components/hosts/overview/overview.css";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { currentViewer, requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { readSettings, readTask } from "@/lib/fleet/hosts/host-page";
import { openPageHost, requirePageHost } from "@/lib/hosts/page-host";
import { wantDrawings } from "@/lib/monitor/drawing-round";
import { readDrawing } from "@/lib/monitor/drawing-rows";
import { operationViewOf } from "@/lib/operations/present";
import { recentOperations } from "@/lib/operations/read-ledger";
import { StaffNotes } from "../../notes/staff-notes";

interface StaffHostPageProps {
  params: Promise<{ vmid: string }>;
}

/** Recent operations shown. */
const RECENT = 6;
/** A drawing that is older is made anew while the page is open. Seconds. */
const FRESH = 300;

export async function generateMetadata({ params }: StaffHostPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const { vmid } = await params;
  const owned = viewer && (await openPageHost(viewer, vmid));
  return { title: owned?.row.name ?? vmid };
}

/** Asks for the host itself: a layout is not run again when one goes from page to page. */
export default async function StaffHostPage({ params }: StaffHostPageProps) {
  const viewer = await requireStaff();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  void wantDrawings([owned.tenancyId], 24);
  const t = await getTranslations("fleet-hosts");
  const [settings, task, recent, drawing] = await Promise.all([
    readSettings(owned),
    readTask(owned),
    recentOperations(owned.tenancyId, RECENT),
    readDrawing(owned.tenancyId),
  ]);
  const { diskUnit, networkUnit } = config().monitor;
  const { row } = owned;
  const known = settings.ok ? settings.value : null;
  return (
    <>
      {known === null ? (
        <NoticeLine tone="busy" role="status" className="m-4">
          {settings.ok ? t("edit.notListed") : t("unread")}
        </NoticeLine>
      ) : null}
      <StaffOverview
        recent={recent.map((one) => operationViewOf(one, viewer))}
        now={
          <NowCard drawing={drawing} cores={row.cpuCores} units={{ disk: diskUnit, network: networkUnit }} />
        }
        drawingMissing={drawing === null || Date.now() / 1000 - drawing.until > FRESH}
        addresses={
          <Card
            title={t("address.title")}
            aside={
              viewer.role === "admin" ? (
                <Link href={`/admin/hosts/${owned.vmId}/addresses`}>{t("address.manage")}</Link>
              ) : null
            }
          >
            <AddressList row={row} />
          </Card>
        }
        notes={<StaffNotes subject={{ vmId: owned.vmId }} viewer={viewer} />}
        details={<DetailsCard row={row} remark={known?.remark ?? null} task={task} />}
      />
    </>
  );
}
