import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { command } from "@/app/(panel)/hosts/actions";
import { HostsLive } from "@/components/hosts/live/hosts-live";
import { OfferedAround } from "@/components/hosts/offered";
import { NextStepsAround } from "@/components/hosts/operate/next-step";
import { tabSessionOf } from "@/lib/accounts/sessions/tab-session";
import { isReadOnly, isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import { consolesAreOffered } from "@/lib/hosts/console/console-target";
import { fillLink } from "@/lib/provider/fill-link";
import { providerView } from "@/lib/provider/settings";

interface HostsAroundProps {
  viewer: Viewer;
  /** What a page is about, where that can become another thing under the same address. */
  subject?: string;
  children: ReactNode;
}

/** Around every page that shows hosts live: the stream, what can be asked of a host, and where the provider sends people. */
export async function HostsAround({ viewer, subject, children }: HostsAroundProps) {
  const { name: provider, pay, order, support } = await providerView();
  const customer = viewer.userId;
  // Where a customer pays and asks for help is no next step of staff.
  const steps = isStaff(viewer)
    ? { provider, pay: null, support: null, customer, order: null }
    : { provider, pay, support, customer, order: order && fillLink(order, { customer }) };
  const offered = { consoles: consolesAreOffered(), readOnly: isReadOnly(viewer) };
  return (
    <HostsLive
      session={tabSessionOf(viewer)}
      command={command}
      seed={randomUUID()}
      now={Date.now()}
      zone={viewer.timeZone}
      subject={subject}
    >
      <OfferedAround offered={offered}>
        <NextStepsAround steps={steps}>{children}</NextStepsAround>
      </OfferedAround>
    </HostsLive>
  );
}
