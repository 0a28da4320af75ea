import { notFound } from "next/navigation";
import { requireAdmin } from "@/lib/accounts/sessions/current-viewer";
import { requirePageHost } from "@/lib/hosts/page-host";
import { leadTo } from "@/lib/response-status";

/** Where the forms of pages that there were stand now; behind # is the dialog that opens. */
const NOW: Record<string, string> = {
  hardware: "/settings#hardware",
  addresses: "/settings#addresses",
  limits: "/settings#limits",
  delete: "#delete",
};

/** Leads old addresses on, for whoever could see their page: an admin. */
export default async function OldHostPage({ params }: { params: Promise<{ vmid: string; old: string }> }) {
  const viewer = await requireAdmin();
  const { vmid, old } = await params;
  const now = Object.hasOwn(NOW, old) ? NOW[old] : undefined;
  if (!now) {
    notFound();
  }
  const owned = await requirePageHost(viewer, vmid);
  return owned ? leadTo(`/admin/hosts/${owned.vmId}${now}`) : null;
}
