import type { ReactNode } from "react";
import { setLanguage, setTheme, signOut } from "@/app/(panel)/account/actions";
import { Shell } from "@/components/shell/shell";
import { requireStaff } from "@/lib/accounts/current-viewer";
import { config } from "@/lib/config";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const viewer = await requireStaff();
  const { theme } = await viewerPreferences();
  return (
    <Shell
      viewer={viewer}
      provider={config().providerName}
      theme={theme}
      actions={{ setLanguage, setTheme, signOut }}
    >
      {children}
    </Shell>
  );
}
