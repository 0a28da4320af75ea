import { notFound } from "next/navigation";
import { customerHref } from "@/components/admin/customer-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { leadTo } from "@/lib/response-status";
import { requireUserId } from "../page-customer";

/** Where the pages of before are now. */
const NOW: Record<string, string> = {
  hosts: "#hosts",
  access: "/settings#accounts",
  edit: "/settings#edit-record",
};

export default async function OldCustomerPage(props: {
  params: Promise<{ userid: string; former: string }>;
}) {
  await requireStaff();
  const userId = await requireUserId(props);
  const to = NOW[(await props.params).former];
  return to ? leadTo(`${customerHref(userId)}${to}`) : notFound();
}
