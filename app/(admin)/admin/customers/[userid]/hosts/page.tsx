import { getTranslations } from "next-intl/server";
import { FleetList } from "@/app/(admin)/admin/hosts/fleet-list";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { type FleetQuery, fleetQueryFrom } from "@/lib/fleet/hosts/fleet-query";
import { fleetPage } from "@/lib/fleet/hosts/fleet-table";
import type { SearchParams } from "@/lib/fleet/search-params";
import { PageMessages } from "@/lib/i18n/page-messages";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "hosts");

/** The list of all hosts, with what belongs to this customer. */
export default async function CustomerHostsPage(
  props: CustomerPageProps & { searchParams: Promise<SearchParams> },
) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const query: FleetQuery = {
    ...fleetQueryFrom(await props.searchParams),
    owner: userId,
    ofOwner: true,
  };
  const page = await fleetPage(query);
  const t = await getTranslations("customers");
  return (
    <PageMessages namespaces={["batch", "staff-batch", "view-as"]}>
      <FleetList
        viewer={viewer}
        query={query}
        page={page}
        create={`/admin/hosts/new?owner=${encodeURIComponent(userId)}`}
        none={<EmptyState title={t("page.noHosts")} text={t("page.noHostsText")} />}
      />
    </PageMessages>
  );
}
