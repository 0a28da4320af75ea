import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { command } from "@/app/(panel)/hosts/actions";
import { HostsLive } from "@/components/hosts/live/hosts-live";
import { NextStepsAround } from "@/components/hosts/next-step";
import { OfferedAround } from "@/components/hosts/offered";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { tabSessionOf } from "@/lib/accounts/sessions/tab-session";
import { isReadOnly } from "@/lib/accounts/sessions/viewer";
import { consolesAreOffered } from "@/lib/hosts/console/console-target";
import { fillLink } from "@/lib/provider/fill-link";
import { providerView } from "@/lib/provider/settings";

export default async function HostsLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const { name: provider, pay, order, support } = await providerView();
  const customer = viewer.userId;
  const steps = { provider, pay, support, customer, order: order && fillLink(order, { customer }) };
  const offered = { consoles: consolesAreOffered(), readOnly: isReadOnly(viewer) };
  return (
    <HostsLive
      session={tabSessionOf(viewer)}
      command={command}
      seed={randomUUID()}
      now={Date.now()}
      zone={viewer.timeZone}
    >
      <OfferedAround offered={offered}>
        <NextStepsAround steps={steps}>{children}</NextStepsAround>
      </OfferedAround>
    </HostsLive>
  );
}
