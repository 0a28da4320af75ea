import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReinstallPage } from "@/components/hosts/reinstall/reinstall-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { askedChoice } from "@/lib/hosts/reinstall/asked-choice";
import { reinstallViewOf } from "@/lib/hosts/reinstall/show-reinstall";
import { PageMessages } from "@/lib/i18n/page-messages";

interface PageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("words");
  return owned ? { title: `${t("reinstall")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostReinstallPage({ params, searchParams }: PageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  const [view, asked] = await Promise.all([reinstallViewOf(owned), searchParams]);
  return (
    <PageMessages namespaces={["reinstall", "access"]}>
      <ReinstallPage view={view} asked={askedChoice(asked)} />
    </PageMessages>
  );
}
