import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EditForms } from "@/components/admin/customers/edit-forms";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { customerFormOf } from "@/lib/fleet/customers/customer-form";
import { customerHosts, customerRow } from "@/lib/fleet/customers/customer-page";
import { changeCustomerNumber, editCustomerFields, removeCustomer, setCustomerPassword } from "../actions";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "edit");

export default async function CustomerEditPage(props: CustomerPageProps) {
  const viewer = await requireStaff();
  if (viewer.role !== "admin") {
    notFound();
  }
  const userId = await requireUserId(props);
  const t = await getTranslations("customers");
  const f = await getTranslations("faults.customers");
  const [row, hosts] = await Promise.all([customerRow(userId), customerHosts(userId)]);
  if (row.found === "fault") {
    return (
      <section className="card">
        <ListSilence fault={row.fault} refused={(text) => `${f("refused")} ${text}`} silent={t("unread")} />
      </section>
    );
  }
  return row.found === "one" ? (
    <EditForms
      userId={userId}
      shown={customerFormOf(row.user)}
      hosts={hosts.length}
      actions={{ editCustomerFields, setCustomerPassword, changeCustomerNumber, removeCustomer }}
    />
  ) : (
    <NoticeLine tone="busy" role="status" className="m-4">
      {t(`page.${row.found === "none" ? "missing" : "several"}`)}
    </NoticeLine>
  );
}
