import { redirect } from "next/navigation";
import { requireStaff } from "@/lib/accounts/current-viewer";

/** Where staff land; the other pages of the provider's side come later. */
export default async function AdminPage() {
  await requireStaff();
  redirect("/admin/connection");
}
