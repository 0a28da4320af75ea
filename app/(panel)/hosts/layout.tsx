import { createHash, randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { power } from "@/app/(panel)/hosts/actions";
import "@/components/hosts/host.css";
import "@/components/hosts/host-page.css";
import "@/components/hosts/hosts.css";
import { HostsLive } from "@/components/hosts/live/hosts-live";
import { NextStepsAround } from "@/components/hosts/next-step";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { providerView } from "@/lib/provider/settings";

export default async function HostsLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const { pay, order, support } = await providerView();
  // Tells sessions apart in the browser's cache without telling what the session is.
  const session = createHash("sha256")
    .update(`${viewer.sessionId} ${viewer.view?.id ?? ""}`)
    .digest("base64url")
    .slice(0, 16);
  return (
    <HostsLive session={session} power={power} seed={randomUUID()} now={Date.now()} zone={viewer.timeZone}>
      <NextStepsAround steps={{ pay, order, support }}>{children}</NextStepsAround>
    </HostsLive>
  );
}
