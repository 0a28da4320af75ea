import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import "@/components/hosts/snapshots/snapshots.css";
import { SnapshotsPage } from "@/components/hosts/snapshots/snapshots-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { snapshotsViewOf } from "@/lib/hosts/snapshots/show-snapshots";
import { PageMessages } from "@/lib/i18n/page-messages";
import { saveSnapshotNote } from "./actions";

interface PageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("snapshot-count");
  return owned ? { title: `${t("title")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostSnapshotsPage({ params }: PageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  return (
    <PageMessages namespaces={["snapshots", "snapshot-count"]}>
      <SnapshotsPage view={await snapshotsViewOf(owned)} saveNote={saveSnapshotNote} />
    </PageMessages>
  );
}
