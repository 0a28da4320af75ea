import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { label } from "@/app/(panel)/hosts/actions";
import { Overview } from "@/components/hosts/overview/overview";
import { currentViewer, requireViewer } from "@/lib/accounts/current-viewer";
import { connectViewOf } from "@/lib/hosts/connect";
import { hostViewOf } from "@/lib/hosts/host-read";
import { labelOf } from "@/lib/hosts/labels";
import { openHost } from "@/lib/hosts/owned-host";
import { PageMessages } from "@/lib/i18n/page-messages";
import { operationViewOf } from "@/lib/operations/present";
import { listOperations } from "@/lib/operations/read-ledger";

interface HostPageProps {
  params: Promise<{ vmid: string }>;
}

/** Recent operations shown. */
const RECENT = 5;

export async function generateMetadata({ params }: HostPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openHost(viewer, (await params).vmid));
  return owned ? { title: (await labelOf(owned.tenancyId)).name ?? owned.row.name ?? owned.vmId } : {};
}

/** Asks for the host itself: a layout is not run again when one goes from page to page. */
export default async function HostPage({ params }: HostPageProps) {
  const viewer = await requireViewer();
  const owned = await openHost(viewer, (await params).vmid);
  if (!owned) {
    notFound();
  }
  const [host, connect, recent] = await Promise.all([
    hostViewOf(owned, viewer),
    connectViewOf(owned),
    listOperations({ tenancyIds: [owned.tenancyId], limit: RECENT }),
  ]);
  return (
    <PageMessages namespaces={["labels"]}>
      <Overview
        initial={host}
        connect={connect}
        recent={recent.map((row) => operationViewOf(row, viewer))}
        label={label}
      />
    </PageMessages>
  );
}
