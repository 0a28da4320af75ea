import { label, tagSelected } from "@/app/(panel)/hosts/actions";
import type { HandOverProps } from "@/components/hosts/handover/hand-over-row";
import { SettingsPage } from "@/components/hosts/settings/settings-page";
import { mayAskAll } from "@/lib/accounts/rights";
import { isOwner, type Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { keptBy, keptIn, OFFER_HOURS, offerOf } from "@/lib/fleet/handover/offers";
import { mediaViewOf } from "@/lib/hosts/media/show-media";
import { boundDomains } from "@/lib/hosts/network/read-network";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { hostPage, hostTitle, pageHostView, pageRescue } from "@/lib/hosts/page-host";
import { RESCUE_KINDS } from "@/lib/hosts/rescue/rescue-steps";
import { rescueDisc } from "@/lib/hosts/rescue/rescues";
import { schedulesViewOf } from "@/lib/hosts/schedules/schedules";
import { PageMessages } from "@/lib/i18n/page-messages";
import { protect, rescue } from "../actions";
import { offerHandover, withdrawHandover } from "../handover-actions";
import { HostSchedules } from "../host-schedules";

export const generateMetadata = hostTitle("settings");

export default hostPage(async ({ viewer, owned }) => {
  const [media, disc, inRescue, schedules, handOver] = await Promise.all([
    mediaViewOf(owned),
    rescueDisc(),
    pageRescue(owned),
    schedulesViewOf(owned),
    handOverOf(owned, viewer),
  ]);
  const { systemDiskGb, dataDiskGb, portMbit, mac } = owned.row;
  return (
    <PageMessages
      namespaces={["host-settings", "labels", "batch", "access", "media", "rescue", "protection", "handover"]}
    >
      <SettingsPage
        label={label}
        tag={viewer.userId === null || viewer.view || owned.guest ? null : tagSelected}
        media={media}
        rescue={
          disc !== null && mayAskAll(owned.guest, RESCUE_KINDS) ? { rescue: inRescue, action: rescue } : null
        }
        handOver={owned.guest ? null : handOver}
        protect={isOwner(viewer) && !owned.guest ? protect : null}
        make={{ systemDiskGb, dataDiskGb, portMbit, mac }}
      >
        <HostSchedules view={schedules} owned={owned} viewer={viewer} what="power" />
      </SettingsPage>
    </PageMessages>
  );
});

async function handOverOf(owned: OwnedHost, viewer: Viewer): Promise<HandOverProps | null> {
  if (!config().handover || !isOwner(viewer) || viewer.userId !== owned.owner) {
    return null;
  }
  const [offer, kept, domains] = await Promise.all([
    offerOf(owned),
    keptBy(owned.tenancyId),
    boundDomains(owned),
  ]);
  return {
    ...{ offer, domains, hours: OFFER_HOURS, zone: viewer.timeZone },
    kept: keptIn(pageHostView(owned, viewer).state) ?? kept,
    actions: { offer: offerHandover, withdraw: withdrawHandover },
  };
}
