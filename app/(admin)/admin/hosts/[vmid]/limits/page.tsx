import { LimitsForms } from "@/components/admin/hosts/edit/limits-forms";
import { editHost, extendTraffic } from "../actions";
import { type EditPageProps, editMetadata, editPage } from "../edit-page";

export const generateMetadata = (props: EditPageProps) => editMetadata(props, "limits");

export default function LimitsPage(props: EditPageProps) {
  return editPage(props, ({ settings, zone, form }) => (
    <LimitsForms
      {...form}
      settings={settings}
      zone={zone}
      editHost={editHost}
      extendTraffic={extendTraffic}
    />
  ));
}
