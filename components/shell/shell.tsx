import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ToastRegion } from "@/components/ui/overlay/toast";
import { isStaff, type Theme, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import { FindKey } from "../find/find-key";
import { AccountMenu, type ShellActions } from "./account-menu";
import type { ViewProof } from "./allow-changes";
import { BellCount } from "./bell-count";
import { LinkClicks } from "./link-clicks";
import { PlaceIcon } from "./place-icon";
import { Rail } from "./rail";
import { type ViewActions, ViewBar } from "./view-bar";

interface ShellProps {
  viewer: Viewer;
  provider: ProviderView;
  theme: Theme;
  actions: ShellActions;
  viewActions: ViewActions;
  /** How this person allows changes while viewing as a customer; null where they may not. */
  viewProof: ViewProof | null;
  /** Notifications that were not read. */
  unread: number;
  /** In ms. */
  now: number;
  /** What the provider tells its customers; on top of every page. */
  news: ReactNode;
  /** What opens the palette. */
  finder: ReactNode;
  /** What is there while the panel can't be reached. */
  offline: ReactNode;
  /** With which keys. */
  shortcut: string;
  children: ReactNode;
}

/** What stands around every page of who is signed in. A page begins with its `TopLine`; the one `<main>` is here. */
export function Shell({ viewer, provider, theme, actions, children, ...of }: ShellProps) {
  const t = useTranslations("shell");
  return (
    <>
      {viewer.view ? (
        <ViewBar view={viewer.view} proof={of.viewProof} now={of.now} actions={of.viewActions} />
      ) : null}
      <div className={viewer.view ? "shell shell-viewed" : isStaff(viewer) ? "shell shell-staff" : "shell"}>
        <a href="#main" className="key skip">
          {t("skip")}
        </a>
        <Rail provider={provider} role={viewer.role} />
        <div className="shell-body">
          {of.news}
          <div className="relative">
            <header className="shell-menu">
              <FindKey isStaff={isStaff(viewer)} shortcut={of.shortcut} className="find-key" />
              {viewer.view ? null : <Bell unread={of.unread} />}
              <AccountMenu name={viewer.displayName} theme={theme} actions={actions} />
            </header>
            <main id="main" tabIndex={-1}>
              {children}
            </main>
          </div>
        </div>
        {of.finder}
        {of.offline}
        <ToastRegion closeLabel={t("close")} />
        <LinkClicks />
      </div>
    </>
  );
}

/** How much there is to be told; leads to all of it. */
function Bell({ unread }: { unread: number }) {
  const t = useTranslations("shell");
  return (
    <BellCount unread={unread} names={{ none: t("notifications"), some: t("unread", { count: "#" }) }}>
      <PlaceIcon name="bell" />
    </BellCount>
  );
}
