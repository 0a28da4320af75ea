import { requireAdmin } from "@/lib/accounts/sessions/current-viewer";
import { leadTo } from "@/lib/response-status";

/** The staff accounts are a part of the settings; for admins alone. */
export default async function OldStaffPage() {
  await requireAdmin();
  return leadTo("/admin/settings#staff");
}
