import type { ReactNode } from "react";
import { SignedInFrame } from "@/app/signed-in-frame";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";

/** No skeleton above the session check: a redirect must be a real one. */
export default async function PanelLayout({ children }: { children: ReactNode }) {
  return (
    <SignedInFrame viewer={await requireViewer()}>
      <BrowserMessages namespaces={["hosts", "shell"]}>{children}</BrowserMessages>
    </SignedInFrame>
  );
}
