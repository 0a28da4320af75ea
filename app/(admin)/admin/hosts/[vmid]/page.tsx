import { getTranslations } from "next-intl/server";
import { AddressList } from "@/components/admin/hosts/edit/addresses";
import { DetailsCard } from "@/components/admin/hosts/edit/details-card";
import { StaffOverview } from "@/components/admin/hosts/edit/staff-overview";
import { HostTimeline } from "@/components/admin/timeline";
import { NowCard } from "@/components/hosts/overview/now-card";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { byDay } from "@/components/ui/list/by-day";
import { NoticeLine } from "@/components/ui/notice-line";
import { readSettings, readTask, readUse } from "@/lib/fleet/hosts/host-page";
import { readHostTimeline } from "@/lib/fleet/operations/host-timeline";
import { pageHostView } from "@/lib/hosts/page-host";
import { wantDrawings } from "@/lib/monitor/drawing-round";
import { readDrawing } from "@/lib/monitor/drawing-rows";
import { readUnits } from "@/lib/monitor/network-unit";
import { StaffNotes } from "../../notes/staff-notes";
import { staffHostPage, staffHostTitle } from "./staff-host-page";

/** The notes stand beside it. */
const SHOWN = { sources: ["operations", "staff"], after: null, limit: 10 } as const;
/** A drawing that is older is made anew while the page is open. Seconds. */
const FRESH = 300;

export const generateMetadata = staffHostTitle(null);

/** Asks for the host itself: a layout is not run again when one goes from page to page. */
export default staffHostPage(async ({ viewer, owned }) => {
  void wantDrawings([owned.tenancyId], 24);
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-hosts");
  const operations = await getTranslations("operations");
  const [settings, task, use, { events }, drawing, units] = await Promise.all([
    readSettings(owned),
    readTask(owned),
    readUse(owned),
    readHostTimeline(owned, SHOWN, viewer),
    readDrawing(owned.tenancyId),
    readUnits(),
  ]);
  const { row, vmId } = owned;
  const known = settings.ok ? settings.value : null;
  return (
    <>
      {known === null ? (
        <NoticeLine tone="busy" role="status">
          {settings.ok ? t("edit.notListed") : t("unread")}
        </NoticeLine>
      ) : null}
      <StaffOverview
        now={<NowCard vmId={owned.vmId} drawing={drawing} cores={row.cpuCores} units={units} />}
        drawingMissing={drawing === null || Date.now() / 1000 - drawing.until > FRESH}
        timeline={
          <Card
            title={w("timeline")}
            action={
              <Link
                href={`/admin/hosts/${vmId}/activity`}
                className="font-medium text-13 text-accent-ink no-underline hover:underline"
              >
                {w("allActivity")}
              </Link>
            }
            flush
          >
            <HostTimeline
              days={await byDay(events, ({ at }) => at, viewer.timeZone)}
              zone={viewer.timeZone}
            />
          </Card>
        }
        notes={<StaffNotes subject={{ vmId }} viewer={viewer} />}
        addresses={
          <Card
            title={w("addresses")}
            action={
              viewer.role === "admin" ? (
                <ButtonLink href={`/admin/hosts/${vmId}/settings#addresses`} variant="ghost" icon="plus">
                  {operations("kind.add-addresses")}
                </ButtonLink>
              ) : null
            }
          >
            <AddressList row={row} />
          </Card>
        }
        details={
          <DetailsCard
            {...{ row, use, task }}
            shownName={pageHostView(owned, viewer).name}
            settings={known}
          />
        }
      />
    </>
  );
});
