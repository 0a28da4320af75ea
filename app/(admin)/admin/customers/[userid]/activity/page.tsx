import { CustomerHistory } from "@/components/admin/customers/customer-history";
import { byDay } from "@/components/admin/lists/by-day";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { listViewsOf } from "@/lib/accounts/sessions/views";
import { customerOperations } from "@/lib/fleet/customers/customer-page";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "activity");

const OPERATIONS_SHOWN = 25;
const VIEWS_SHOWN = 25;

export default async function CustomerActivityPage(props: CustomerPageProps) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const [operations, views] = await Promise.all([
    customerOperations(userId, viewer, OPERATIONS_SHOWN),
    listViewsOf(userId, VIEWS_SHOWN, "all"),
  ]);
  const days = await byDay(operations, ({ operation }) => operation.startedAt, viewer.timeZone);
  return <CustomerHistory userId={userId} days={days} views={views} zone={viewer.timeZone} />;
}
