import { addressesOf } from "@/components/admin/hosts/edit/address-list";
import { DeleteCard } from "@/components/admin/hosts/edit/delete-card";
import { readUse } from "@/lib/fleet/hosts/host-page";
import { PageMessages } from "@/lib/i18n/page-messages";
import { removeHost } from "../actions";
import { type EditPageProps, editMetadata, editPage } from "../edit-page";

export const generateMetadata = (props: EditPageProps) => editMetadata(props, "delete");

export default function DeletePage(props: EditPageProps) {
  return editPage(props, async ({ owned, owned: { row }, name, form }) => (
    <PageMessages namespaces={["fleet-delete"]}>
      <DeleteCard
        {...form}
        name={name}
        has={{
          systemDiskGb: row.systemDiskGb,
          dataDiskGb: row.dataDiskGb,
          use: await readUse(owned),
          addresses: addressesOf(row).flatMap(({ ip, kind }) => (kind === "shared" ? [] : ip)),
        }}
        removeHost={removeHost}
      />
    </PageMessages>
  ));
}
