import { getTranslations } from "next-intl/server";
import { SnapshotsPage } from "@/components/hosts/snapshots/snapshots-page";
import { Card } from "@/components/ui/card";
import { mayAskAll } from "@/lib/accounts/rights";
import { hostPage, hostTitle } from "@/lib/hosts/page-host";
import { schedulesViewOf } from "@/lib/hosts/schedules/schedules";
import { snapshotsViewOf } from "@/lib/hosts/snapshots/show-snapshots";
import { restoreUndoOf } from "@/lib/hosts/undo/show-restore-undo";
import { PageMessages } from "@/lib/i18n/page-messages";
import { makesSnapshots } from "@/lib/operations/schedule-kinds";
import { HostSchedules } from "../host-schedules";
import { saveSnapshotNote } from "./actions";

export const generateMetadata = hostTitle("snapshots");

export default hostPage(async ({ viewer, owned }) => {
  const [view, schedules, undo] = await Promise.all([
    snapshotsViewOf(owned),
    schedulesViewOf(owned),
    restoreUndoOf(owned),
  ]);
  const t = await getTranslations("schedules.snapshots");
  const hasSchedule = schedules.schedules.some(({ kind }) => makesSnapshots(kind));
  return (
    <PageMessages namespaces={["snapshots"]}>
      <SnapshotsPage
        view={view}
        undo={undo}
        saveNote={mayAskAll(owned.guest, ["snapshot-notes"]) ? saveSnapshotNote : null}
        schedule={
          view.quota.size === "none" && !hasSchedule ? null : (
            <Card id="schedule" title={t("title")} foot={hasSchedule ? t("rules") : undefined} flush>
              <HostSchedules view={schedules} owned={owned} viewer={viewer} what="snapshots" />
            </Card>
          )
        }
      />
    </PageMessages>
  );
});
