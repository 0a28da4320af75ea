import type { ReactNode } from "react";
import { HostsAround } from "@/app/hosts-around";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";

export default async function HostsLayout({ children }: { children: ReactNode }) {
  return <HostsAround viewer={await requireViewer()}>{children}</HostsAround>;
}
