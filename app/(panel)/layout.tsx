import type { ReactNode } from "react";
import { setLanguage, setTheme, signOut } from "@/app/(panel)/account/actions";
import { Shell } from "@/components/shell/shell";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { config } from "@/lib/config";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";

/** No skeleton above the session check: a redirect must be a real one. */
export default async function PanelLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const { theme } = await viewerPreferences();
  return (
    <Shell
      viewer={viewer}
      provider={config().providerName}
      theme={theme}
      actions={{ setLanguage, setTheme, signOut }}
    >
      <BrowserMessages namespaces={["hosts", "host", "operations", "errors", "shell"]}>
        {children}
      </BrowserMessages>
    </Shell>
  );
}
