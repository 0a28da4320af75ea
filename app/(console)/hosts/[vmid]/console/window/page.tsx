import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { command, scriptCommand } from "@/app/(panel)/hosts/actions";
import { HostNotAsked } from "@/app/host-not-asked";
import { ConsoleWindow, OpenSession } from "@/components/hosts/console/console-window";
import { Clock } from "@/components/hosts/time/clock";
import { BrandMark } from "@/components/shell/brand-mark";
import { NoticeLine } from "@/components/ui/notice-line";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isReadOnly, type Viewer } from "@/lib/accounts/sessions/viewer";
import { someWayIsPlain } from "@/lib/hosts/console/console-target";
import { consoleSessionOf } from "@/lib/hosts/console/show-console";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { providerView } from "@/lib/provider/settings";

interface PageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("console");
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
  const { id, name, state, guest } = pageHostView(owned, viewer);
  const t = await getTranslations("console");
  const provider = await providerView();
  return (
    <main className="mx-auto flex w-full max-w-110 flex-col gap-4 px-4 pt-[max(24px,50dvh-200px)] pb-6">
      <div className="flex items-center gap-2.5 text-13">
        <BrandMark mark={provider.mark} />
        <b className="min-w-0 truncate">{provider.name}</b>
      </div>
      <header className="flex flex-col gap-1">
        <h1>{t("title", { name })}</h1>
        <p className="text-13 text-ink-2">{t("hint")}</p>
      </header>
      <NoticeLine tone="alert" className="hidden noscript:flex">
        {t("needsScript")}
      </NoticeLine>
      <BrowserMessages namespaces={["console", "operations", "host"]}>
        <ConsoleWindow
          host={{ id, name, state, guest }}
          readOnly={isReadOnly(viewer)}
          plainHttp={someWayIsPlain()}
          scriptCommand={scriptCommand}
        />
        <Clock now={Date.now()}>
          <Suspense>
            <Session owned={owned} viewer={viewer} />
          </Suspense>
        </Clock>
      </BrowserMessages>
    </main>
  );
}

/** The master is asked while the rest is here already: who wants a console doesn't wait for it. */
async function Session({ owned, viewer }: { owned: OwnedHost; viewer: Viewer }) {
  const session = await consoleSessionOf(owned);
  return session ? (
    <OpenSession
      vmId={owned.vmId}
      session={session}
      readOnly={isReadOnly(viewer)}
      command={command}
      seed={randomUUID()}
    />
  ) : null;
}
