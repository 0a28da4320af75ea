import type { ReactNode } from "react";
import { Bell } from "@/app/bell";
import { SignedInFrame } from "@/app/signed-in-frame";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";

/** No skeleton above the session check: a redirect must be a real one. */
export default async function PanelLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  return (
    <SignedInFrame viewer={viewer}>
      <BrowserMessages namespaces={["hosts", "shell"]}>
        {children}
        <Bell viewer={viewer} />
      </BrowserMessages>
    </SignedInFrame>
  );
}
