import { Faults } from "@/app/faults";
import { Schedules } from "@/components/hosts/schedules/schedules";
import { mayAskAll } from "@/lib/accounts/rights";
import { isReadOnly, isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import type { SchedulesView } from "@/lib/hosts/schedules/schedule-view";
import { PageMessages } from "@/lib/i18n/page-messages";
import { addSchedule, dropSchedule, editSchedule, holdSchedule } from "./schedule-actions";

interface HostSchedulesProps {
  view: SchedulesView;
  owned: OwnedHost;
  viewer: Viewer;
  what: "snapshots" | "power";
}

/** The rows of a host's schedules of one sort, for a card or rows on one of its pages. */
export function HostSchedules({ view, owned, viewer, what }: HostSchedulesProps) {
  return (
    <Faults of="schedules">
      <PageMessages namespaces={["schedules"]}>
        <Schedules
          what={what}
          view={view}
          mayChange={!isStaff(viewer) && !isReadOnly(viewer) && mayAskAll(owned.guest, ["schedules"])}
          zone={viewer.timeZone}
          actions={{ addSchedule, editSchedule, holdSchedule, dropSchedule }}
        />
      </PageMessages>
    </Faults>
  );
}
