import { CustomerHosts } from "@/components/admin/customers/customer-hosts";
import { WatchHosts } from "@/components/hosts/live/live-mark";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { customerHosts } from "@/lib/fleet/customers/customer-page";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "hosts");

/** Read at the pace of lists while the page is open; the others as they were last seen. */
const WATCHED = 50;

export default async function CustomerHostsPage(props: CustomerPageProps) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const hosts = await customerHosts(userId);
  return (
    <section className="border-line border-t">
      <WatchHosts ids={hosts.slice(0, WATCHED).map(({ vmId }) => vmId)} />
      <CustomerHosts
        hosts={hosts}
        create={viewer.role === "admin" ? `/admin/hosts/new?owner=${encodeURIComponent(userId)}` : null}
      />
    </section>
  );
}
