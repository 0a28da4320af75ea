import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccessPage } from "@/components/hosts/access/access-page";
import "@/components/hosts/access/access.css";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface AccessPageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: AccessPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("host.tab");
  return owned ? { title: `${t("access")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostAccessPage({ params }: AccessPageProps) {
  const viewer = await requireViewer();
  if (!(await requirePageHost(viewer, (await params).vmid))) {
    return null;
  }
  return (
    <PageMessages namespaces={["access"]}>
      <AccessPage />
    </PageMessages>
  );
}
