import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { HostsAround } from "@/app/hosts-around";
import { FleetFound } from "@/components/admin/hosts/fleet-found";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { fleetQueryFrom, isNarrowed } from "@/lib/fleet/hosts/fleet-query";
import { fleetPage } from "@/lib/fleet/hosts/fleet-table";
import { lastOperationOf } from "@/lib/fleet/hosts/host-page";
import { PageMessages } from "@/lib/i18n/page-messages";
import { readFleetNow } from "./actions";
import { FleetList } from "./fleet-list";

interface FleetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-hosts"))("title") };
}

/** The whole fleet, from the mirror: the master is not asked. */
export default async function FleetHostsPage({ searchParams }: FleetPageProps) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const query = fleetQueryFrom(search);
  const { deleted } = search;
  const [page, removed] = await Promise.all([
    fleetPage(query),
    typeof deleted === "string" ? lastOperationOf(deleted, viewer, "delete-host") : null,
  ]);
  const t = await getTranslations("fleet-hosts");
  return (
    <PageMessages namespaces={["hosts", "host", "operations", "batch", "shell", "staff-batch", "view-as"]}>
      <HostsAround viewer={viewer}>
        <TopLine title={t("title")} />
        {viewer.role === "admin" ? <AskedAgain viewer={viewer} /> : null}
        {removed ? (
          <div className="mb-4">
            <LastOperation name={removed.subject ?? String(deleted)} operation={removed} />
          </div>
        ) : null}
        <div className="sheet">
          <FleetList
            viewer={viewer}
            query={query}
            page={page}
            create="/admin/hosts/new"
            none={
              <EmptyState
                title={t(page.reading.finishedAt ? "none" : "notRead")}
                text={t(page.reading.finishedAt ? "noneText" : "notReadText")}
              />
            }
          />
          {/* Under nothing that was found there is no age to tell, but for what went wrong. */}
          {page.total > 0 || !isNarrowed(query) || page.reading.failedAt || page.reading.heldBackAt ? (
            <div className="grid gap-4 border-line border-t px-4 py-4 md:px-6">
              <FleetFound
                reading={page.reading}
                rows={page.hosts.length}
                pace={page.pace}
                readNow={readFleetNow}
              />
            </div>
          ) : null}
        </div>
      </HostsAround>
    </PageMessages>
  );
}
