import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { leadTo } from "@/lib/response-status";

/** The staff accounts are a part of the settings; for admins alone. */
export default async function OldStaffPage() {
  return (await requireStaff()).role === "admin" ? leadTo("/admin/settings#staff") : notFound();
}
