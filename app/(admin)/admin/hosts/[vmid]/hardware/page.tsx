import { HardwareForm } from "@/components/admin/hosts/edit/hardware-form";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import { resizeHost } from "../actions";
import { type EditPageProps, editMetadata, editPage } from "../edit-page";

export const generateMetadata = (props: EditPageProps) => editMetadata(props, "hardware");

export default function HardwarePage(props: EditPageProps) {
  return editPage(props, ({ owned, name, settings, form }) => (
    <HardwareForm
      {...form}
      name={name}
      isOff={stateOfRow(owned.row) === "off"}
      systemDiskGb={owned.row.systemDiskGb}
      settings={settings}
      resizeHost={resizeHost}
    />
  ));
}
