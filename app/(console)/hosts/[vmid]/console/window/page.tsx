import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { scriptCommand } from "@/app/(panel)/hosts/actions";
import { HostNotAsked } from "@/app/host-not-asked";
import "@/components/account/entry/entry.css";
import "@/components/hosts/console/console.css";
import { ConsoleWindow } from "@/components/hosts/console/console-window";
import { BrandMark } from "@/components/shell/brand-mark";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { providerView } from "@/lib/provider/settings";

interface PageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("console.window");
  return owned ? { title: t("title", { name: pageHostView(owned, viewer).name }) } : {};
}

/** Outside of the panel's frame: a small window shows it for the moments until the node's page comes. */
export default async function ConsoleWindowPage({ params }: PageProps) {
  const viewer = await requireViewer();
  const { vmid } = await params;
  const owned = await requirePageHost(viewer, vmid);
  if (!owned) {
    return (
      <main>
        <HostNotAsked id={vmid} above="/hosts" />
      </main>
    );
  }
  const { id, name, system, addresses } = pageHostView(owned, viewer);
  const t = await getTranslations("console");
  const provider = await providerView();
  return (
    <main className="sheet console-window">
      <div className="nameplate">
        <BrandMark mark={provider.mark} />
        <b className="min-w-0">{provider.name}</b>
      </div>
      <div className="grid gap-4 px-4 pt-5 pb-4">
        <header className="grid gap-1">
          <h1>{t("window.title", { name })}</h1>
          <p className="flex flex-wrap gap-x-3 text-ink-2 text-sm">
            {system.name}
            {addresses.main && addresses.told ? <span className="mono">{addresses.main}</span> : null}
          </p>
        </header>
        <p className="text-ink-2">{t("window.hint")}</p>
        <BrowserMessages namespaces={["console", "operations"]}>
          <ConsoleWindow host={{ id, name }} scriptCommand={scriptCommand} />
        </BrowserMessages>
      </div>
    </main>
  );
}
