import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { scriptCommand } from "@/app/(panel)/hosts/actions";
import "@/components/hosts/console/console.css";
import { ConsolePage } from "@/components/hosts/console/console-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isStaff } from "@/lib/accounts/sessions/viewer";
import { consoleViewOf } from "@/lib/hosts/console/show-console";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface PageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("console");
  return owned ? { title: `${t("title")} · ${pageHostView(owned, viewer).name}` } : {};
}

/** Alone among all pages it may send a form to a node (lib/security-headers.ts), so whole page loads lead to it and away from it. */
export default async function HostConsolePage({ params }: PageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  return (
    <PageMessages namespaces={["console"]}>
      <ConsolePage
        forStaff={isStaff(viewer)}
        view={await consoleViewOf(owned)}
        scriptCommand={scriptCommand}
      />
    </PageMessages>
  );
}
