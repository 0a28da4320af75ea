import type { ReactNode } from "react";
import { setLanguage, setTheme, signOut } from "@/app/(panel)/account/actions";
import { allowChanges, endView } from "@/app/view-over/actions";
import { Shell } from "@/components/shell/shell";
import type { Viewer } from "@/lib/accounts/viewer";
import { config } from "@/lib/config";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";

/** The shell with the panel's own actions, for customers' pages and staff's. Who may see them was asked before. */
export async function SignedInFrame({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { theme } = await viewerPreferences();
  return (
    <Shell
      viewer={viewer}
      provider={config().providerName}
      theme={theme}
      actions={{ setLanguage, setTheme, signOut }}
      viewActions={{ endView, allowChanges }}
      mayAllowChanges={viewer.view?.staffRole === "admin" || config().supportMayChange}
      now={Date.now()}
    >
      {children}
    </Shell>
  );
}
