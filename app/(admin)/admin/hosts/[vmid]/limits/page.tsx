import { LimitsForms } from "@/components/admin/hosts/edit/limits-forms";
import { readUse } from "@/lib/fleet/hosts/host-page";
import { editHost, extendTraffic } from "../actions";
import { type EditPageProps, editMetadata, editPage } from "../edit-page";

export const generateMetadata = (props: EditPageProps) => editMetadata(props, "limits");

export default function LimitsPage(props: EditPageProps) {
  return editPage(props, async ({ owned, settings, zone, form }) => (
    <LimitsForms
      {...form}
      settings={settings}
      use={await readUse(owned)}
      zone={zone}
      editHost={editHost}
      extendTraffic={extendTraffic}
    />
  ));
}
