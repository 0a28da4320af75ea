import type { ReactNode } from "react";
import { HostsAround } from "@/app/hosts-around";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { PageMessages } from "@/lib/i18n/page-messages";

export default async function HostsLayout({ children }: { children: ReactNode }) {
  return (
    <PageMessages namespaces={["host", "operations"]}>
      <HostsAround viewer={await requireViewer()}>{children}</HostsAround>
    </PageMessages>
  );
}
