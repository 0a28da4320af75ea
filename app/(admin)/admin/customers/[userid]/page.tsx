import { CustomerOverview } from "@/components/admin/customers/customer-overview";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { listViewsOf } from "@/lib/accounts/sessions/views";
import {
  customerAccounts,
  customerHosts,
  customerOperations,
  customerRow,
} from "@/lib/fleet/customers/customer-page";
import { StaffNotes } from "../../notes/staff-notes";
import { type CustomerPageProps, customerMetadata, requireUserId } from "./page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props);

/** Each of what was done, and of who looked. */
const RECENT = 8;

export default async function CustomerPage(props: CustomerPageProps) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const [row, hosts, accounts, operations, views] = await Promise.all([
    customerRow(userId),
    customerHosts(userId),
    customerAccounts(userId),
    customerOperations(userId, viewer, RECENT),
    listViewsOf(userId, RECENT, "all"),
  ]);
  return (
    <CustomerOverview
      userId={userId}
      row={row}
      hosts={hosts}
      accounts={accounts}
      operations={operations}
      views={views}
      notes={<StaffNotes subject={{ userId }} viewer={viewer} />}
      zone={viewer.timeZone}
      mayChange={viewer.role === "admin"}
    />
  );
}
