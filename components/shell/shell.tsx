import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ToastRegion } from "@/components/ui/toast";
import { isStaff, type Theme, type Viewer } from "@/lib/accounts/viewer";
import { AccountMenu, type ShellActions } from "./account-menu";
import { Rail } from "./rail";

interface ShellProps {
  viewer: Viewer;
  provider: string;
  theme: Theme;
  actions: ShellActions;
  children: ReactNode;
}

/** What stands around every page of who is signed in. A page begins with its `TopLine`; the one `<main>` is here. */
export function Shell({ viewer, provider, theme, actions, children }: ShellProps) {
  const t = useTranslations("shell");
  return (
    <div className="shell">
      <a href="#main" className="key skip">
        {t("skip")}
      </a>
      <Rail provider={provider} staff={isStaff(viewer)} />
      <div className="shell-body">
        <header className="shell-menu">
          <AccountMenu name={viewer.displayName} theme={theme} actions={actions} />
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <ToastRegion closeLabel={t("close")} />
    </div>
  );
}
