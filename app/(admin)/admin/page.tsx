import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsCard, PlacesCard } from "@/components/admin/overview-cards";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { staffOverview } from "@/lib/fleet/staff-overview";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff-overview"))("title") };
}

/** Where staff land: what needs a look, then where things are. */
export default async function StaffOverviewPage() {
  const viewer = await requireStaff();
  await wantFleet();
  const t = await getTranslations("staff-overview");
  const { needs, hosts, inProgress } = await staffOverview(viewer);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="sheet">
        <NeedsCard needs={needs} />
        <PlacesCard hosts={hosts} inProgress={inProgress} isAdmin={viewer.role === "admin"} />
      </div>
    </>
  );
}
