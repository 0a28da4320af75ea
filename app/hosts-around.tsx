import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { command } from "@/app/(panel)/hosts/actions";
import { NextStepsFor } from "@/app/next-steps-for";
import { HostsLive } from "@/components/hosts/live/hosts-live";
import { OfferedAround } from "@/components/hosts/offered";
import { KeepState } from "@/components/offline/keep-state";
import { keptFor, tabSessionOf } from "@/lib/accounts/sessions/tab-session";
import { isReadOnly, isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { consolesAreOffered } from "@/lib/hosts/console/console-target";
import { runningHosts } from "@/lib/hosts/host-list";

interface HostsAroundProps {
  viewer: Viewer;
  /** What a page is about, where that can become another thing under the same address. */
  subject?: string;
  children: ReactNode;
}

/** Around every page that shows hosts live: the stream, what can be asked of a host, and where the provider sends people. */
export async function HostsAround({ viewer, subject, children }: HostsAroundProps) {
  const offered = { consoles: consolesAreOffered(), readOnly: isReadOnly(viewer) };
  const kept = config().serviceWorker ? keptFor(viewer) : null;
  return (
    <HostsLive
      running={await runningHosts(viewer)}
      session={tabSessionOf(viewer)}
      command={command}
      seed={randomUUID()}
      now={Date.now()}
      zone={viewer.timeZone}
      subject={subject}
      onlyOwn={isStaff(viewer) || undefined}
    >
      {kept === null ? null : <KeepState account={kept} zone={viewer.timeZone} />}
      <OfferedAround offered={offered}>
        <NextStepsFor viewer={viewer}>{children}</NextStepsFor>
      </OfferedAround>
    </HostsLive>
  );
}
