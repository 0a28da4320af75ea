import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { AreaCards } from "@/components/admin/infrastructure/area-cards";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { ListSilence } from "@/components/admin/list-silence";
import "@/components/admin/filter-form.css";
import { spaced } from "@/components/admin/use-ago";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { readNodes } from "@/lib/fleet/infrastructure/nodes";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("infrastructure"))("title") };
}

export default async function InfrastructurePage() {
  await requireStaff();
  await wantFleet();
  const t = await getTranslations("infrastructure");
  const format = await getFormatter();
  const { areas, fault, asOf } = await readNodes();
  const silent = asOf
    ? t("fault.asOf", { time: spaced(format.relativeTime(new Date(asOf), new Date())) })
    : t("fault.silent");
  const nodes = areas.flatMap((area) => area.nodes);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <InfrastructureTabs current="nodes" />
        {fault ? (
          <ListSilence fault={fault} refused={(text) => t("fault.refused", { text })} silent={silent} />
        ) : null}
        {areas.length > 0 ? (
          <div className="sheet">
            <AreaCards areas={areas} />
            {nodes.some(({ freeCpuCores, maxCpuCores }) => freeCpuCores === null && maxCpuCores !== null) ? (
              <section className="card">
                <p className="max-w-prose text-xs text-ink-3">{t("nodes.maxcpu")}</p>
              </section>
            ) : null}
          </div>
        ) : fault ? null : (
          <EmptyState title={t("nodes.none")} text={t("nodes.noneText")} />
        )}
      </div>
    </>
  );
}
