import type { ReactNode } from "react";
import { Bell } from "@/app/bell";
import { SignedInFrame } from "@/app/signed-in-frame";
import { OwnDays } from "@/components/ui/list/own-days";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const viewer = await requireStaff();
  return (
    <SignedInFrame viewer={viewer}>
      {/* A page brings its own texts. Times are drawn in the browser, in its zone. */}
      <BrowserMessages namespaces={["shell"]}>
        {viewer.timeZone === null ? <OwnDays /> : null}
        {children}
        <Bell viewer={viewer} />
      </BrowserMessages>
    </SignedInFrame>
  );
}
