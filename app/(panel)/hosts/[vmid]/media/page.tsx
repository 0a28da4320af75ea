import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import "@/components/hosts/media/media.css";
import { MediaPage } from "@/components/hosts/media/media-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { mediaViewOf } from "@/lib/hosts/media/show-media";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface PageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("media");
  return owned ? { title: `${t("title")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostMediaPage({ params, searchParams }: PageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  const { q } = await searchParams;
  return (
    <PageMessages namespaces={["media"]}>
      <MediaPage view={await mediaViewOf(owned)} query={typeof q === "string" ? q.slice(0, 100) : ""} />
    </PageMessages>
  );
}
