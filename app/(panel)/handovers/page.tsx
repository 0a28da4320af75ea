import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { OfferedHosts } from "@/components/hosts/handover/offered-hosts";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isOwner } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { offersTo } from "@/lib/fleet/handover/offered";
import { PageMessages } from "@/lib/i18n/page-messages";
import { pageTitle } from "@/lib/i18n/page-title";
import { providerView } from "@/lib/provider/settings";
import { acceptHandover, declineHandover } from "./actions";

export const generateMetadata = pageTitle("handover.page");

/** Hosts that other customers hand over to this person: to see, to accept and to decline. In no view. */
export default async function HandoversPage() {
  const viewer = await requireViewer();
  if (!config().handover || !isOwner(viewer) || viewer.userId === null) {
    notFound();
  }
  const t = await getTranslations("handover");
  const w = await getTranslations("words");
  const offers = await offersTo(viewer.accountId, viewer.userId);
  return (
    <>
      <TopLine title={t("page")} above={{ href: "/hosts", title: w("hosts") }} />
      {offers.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <PageMessages namespaces={["handover"]}>
          <Faults of="handover">
            <OfferedHosts
              offers={offers}
              zone={viewer.timeZone}
              provider={(await providerView()).name}
              actions={{ accept: acceptHandover, decline: declineHandover }}
            />
          </Faults>
        </PageMessages>
      )}
    </>
  );
}
