import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AskedAgain } from "@/app/asked-again";
import { HostNotAsked } from "@/app/host-not-asked";
import { HostSheet } from "@/components/hosts/host-sheet";
import { ReadOnlyLine } from "@/components/hosts/read-only-line";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isOwner, isReadOnly } from "@/lib/accounts/sessions/viewer";
import { mayAllowChanges } from "@/lib/actions/view-guard";
import { config } from "@/lib/config";
import { pageHostNow, pageRescue, requirePageHost } from "@/lib/hosts/page-host";

interface HostLayoutProps {
  params: Promise<{ vmid: string }>;
  children: ReactNode;
}

/** Not yours and not there are the same 404, as a status: nothing may stream above this check. */
export default async function HostLayout({ params, children }: HostLayoutProps) {
  const viewer = await requireViewer();
  const { vmid } = await params;
  const owned = await requirePageHost(viewer, vmid);
  if (!owned) {
    return <HostNotAsked id={vmid} above="/hosts" />;
  }
  const { host, masterDownSince } = pageHostNow(owned, viewer);
  const t = await getTranslations();
  const rescue = await pageRescue(owned);
  return (
    <>
      <HostSheet
        initial={host}
        masterDownSince={masterDownSince?.toISOString() ?? null}
        above={{ href: "/hosts", title: t("words.hosts") }}
        disks={[owned.row.systemDiskGb, owned.row.dataDiskGb]}
        readOnly={
          isReadOnly(viewer) ? (
            <ReadOnlyLine mayAllow={viewer.view !== null && mayAllowChanges(viewer.view)} />
          ) : null
        }
        rescue={rescue?.aim === "begin" && rescue.progress === "done" ? t("words.rescueSystem") : undefined}
      >
        {children}
      </HostSheet>
      <AskedAgain
        viewer={viewer}
        always={owned.guest !== null || (isOwner(viewer) && (host.protected || config().handover))}
      />
    </>
  );
}
