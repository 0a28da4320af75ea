import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { defineList, type ListView } from "@/app/lists/define-list";
import { AlarmDialog } from "@/components/hosts/alarms/alarm-dialog";
import { AlarmName } from "@/components/hosts/alarms/alarm-name";
import { AlarmStateLine } from "@/components/hosts/alarms/alarm-state";
import { AlarmControls } from "@/components/hosts/alarms/alarms-card";
import { Link } from "@/components/ui/link";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isReadOnly } from "@/lib/accounts/sessions/viewer";
import type { SearchParams } from "@/lib/fleet/search-params";
import { type AlarmView, MOST_ALARMS } from "@/lib/monitor/alarms/alarm-view";
import { alarmsOfCustomer } from "@/lib/monitor/alarms/alarms";
import {
  dropAlarm,
  dropAlarmForAll,
  holdAlarm,
  holdAlarmForAll,
  saveAlarm,
  saveAlarmForAll,
} from "./actions";

const OF_HOST = { saveAlarm, holdAlarm, dropAlarm };
const FOR_ALL = { saveAlarm: saveAlarmForAll, holdAlarm: holdAlarmForAll, dropAlarm: dropAlarmForAll };

/** All alarms of a customer: of single hosts, and for all of them. */
export const alarmsList = defineList({
  id: "alarms",
  path: "/alarms",
  title: async () => (await getTranslations("alarms"))("title"),
  viewer: requireViewer,
  parse: (_: SearchParams) => ({}),
  chosen: () => ({}),
  async read({ viewer }): Promise<ListView<AlarmView>> {
    if (viewer.userId === null) {
      notFound();
    }
    const w = await getTranslations("words");
    const t = await getTranslations("alarms");
    const { alarms, units, slowMinutes } = await alarmsOfCustomer(viewer.userId);
    const zone = viewer.timeZone;
    // Through other eyes what a person has for all hosts is read alone.
    const mayChange = (host: AlarmView["host"]) => !isReadOnly(viewer) && (host !== null || !viewer.view);
    return {
      rows: alarms,
      rowKey: ({ id }) => id,
      rowData: ({ id }) => ({ "data-alarm": id }),
      columns: [
        { name: t("column.alarm"), phone: "title", cell: (alarm) => <AlarmName alarm={alarm} /> },
        {
          name: w("host"),
          phone: "sub",
          width: "w-[20%]",
          cell: ({ host }) =>
            host ? <Link href={`/hosts/${host.id}/monitor`}>{host.name}</Link> : w("allHosts"),
        },
        {
          name: w("state"),
          phone: "also",
          width: "w-[34%]",
          cell: (alarm) => <AlarmStateLine alarm={alarm} zone={zone} brief />,
        },
        {
          name: w("edit"),
          unnamed: true,
          phone: "end",
          width: "w-40",
          align: "right",
          cell: (alarm) =>
            mayChange(alarm.host) ? (
              <AlarmControls
                {...{ alarm, units, zone }}
                hidden={alarm.host ? { vmid: alarm.host.id } : {}}
                actions={alarm.host ? OF_HOST : FOR_ALL}
              />
            ) : null,
        },
      ],
      actions: mayChange(null) ? (
        <Faults of="alarms" values={{ most: MOST_ALARMS }}>
          <AlarmDialog
            action={saveAlarmForAll}
            hidden={{}}
            look={{ variant: "primary" }}
            deed={t("addAll")}
            {...{ units, zone }}
          />
        </Faults>
      ) : null,
      around: (table) => (
        <Faults of="alarms" values={{ most: MOST_ALARMS }}>
          {table}
        </Faults>
      ),
      foot: slowMinutes === null ? null : t("slow", { minutes: slowMinutes }),
      empty: { title: t("none"), text: t("noneText") },
      namespaces: ["alarms"],
    };
  },
});
