import { headers } from "next/headers";
import type { ReactNode } from "react";
import {
  chooseCustomer,
  dismissAnnouncement,
  setLanguage,
  setTheme,
  signOut,
} from "@/app/(panel)/account/actions";
import { askPasskeyAgain } from "@/app/(panel)/account/second-factor/actions";
import { command } from "@/app/(panel)/hosts/actions";
import { allowChanges, allowChangesByPasskey, endView } from "@/app/(panel)/viewing/actions";
import { FindOpener } from "@/components/find/opener";
import { OfflineApp } from "@/components/offline/offline-app";
import type { ViewProof } from "@/components/shell/allow-changes";
import { Announcements } from "@/components/shell/announcements";
import { Shell } from "@/components/shell/shell";
import { FormsDrawnFor } from "@/components/ui/form/drawn-for";
import { customersOf } from "@/lib/accounts/linked/linked-customers";
import { allWays } from "@/lib/accounts/second-factor/proof";
import {
  hasLinkedCustomers,
  signedOutPath,
  unreadNotifications,
  usesSingleKeys,
} from "@/lib/accounts/sessions/current-viewer";
import { drawnForOf, keptFor, recentKeyOf } from "@/lib/accounts/sessions/tab-session";
import {
  isGuestOnly,
  isOwner,
  isReadOnly,
  isStaff,
  signInOf,
  type Viewer,
} from "@/lib/accounts/sessions/viewer";
import { mayAllowChanges } from "@/lib/actions/view-guard";
import { config } from "@/lib/config";
import { consolesAreOffered } from "@/lib/hosts/console/console-target";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { announcementsFor } from "@/lib/provider/announcements";
import { providerView } from "@/lib/provider/settings";

/** The shell with the panel's own actions, for customers' pages and staff's. Who may see them was asked before. */
export async function SignedInFrame({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { theme } = await viewerPreferences();
  const news = isStaff(viewer) ? null : <News viewer={viewer} />;
  const drawnFor = (await hasLinkedCustomers()) ? drawnForOf(viewer) : null;
  return (
    <FormsDrawnFor value={drawnFor}>
      <Shell
        viewer={viewer}
        recentKey={recentKeyOf(viewer)}
        provider={await providerView()}
        theme={theme}
        actions={{ setLanguage, setTheme, chooseCustomer, signOut, signedOutPath: await signedOutPath() }}
        customers={(await hasLinkedCustomers()) && isOwner(viewer) ? await customersOf(signInOf(viewer)) : []}
        viewActions={{ endView, allowChanges, askPasskeyAgain, allowChangesByPasskey }}
        viewProof={await viewProof(viewer)}
        unread={await unreadNotifications()}
        now={Date.now()}
        news={news}
        singleKeys={await usesSingleKeys()}
        finder={<Finder viewer={viewer} />}
        offline={
          <OfflineApp
            account={keptFor(viewer)}
            name={(await providerView()).name}
            worker={config().serviceWorker}
          />
        }
        shortcut={/Mac OS|Macintosh/.test((await headers()).get("user-agent") ?? "") ? "⌘K" : "Ctrl K"}
      >
        {children}
      </Shell>
    </FormsDrawnFor>
  );
}

/** On every page the same, and asks of a host by the same action as the host's own pages. */
const Finder = ({ viewer }: { viewer: Viewer }) => (
  <FindOpener
    account={recentKeyOf(viewer)}
    role={viewer.role}
    guestOnly={isGuestOnly(viewer)}
    consoles={consolesAreOffered()}
    readOnly={isReadOnly(viewer)}
    command={command}
  />
);

async function viewProof({ accountId, view }: Viewer): Promise<ViewProof | null> {
  return view && !view.changes && mayAllowChanges(view) ? { ways: await allWays(accountId) } : null;
}

/** In a view nothing is dismissed: it would be gone for the customer, who never read it. */
async function News({ viewer }: { viewer: Viewer }) {
  const announcements = await announcementsFor(viewer.accountId, Date.now(), viewer.userId);
  return (
    <Announcements
      announcements={announcements}
      zone={viewer.timeZone}
      dismiss={viewer.view ? null : dismissAnnouncement}
    />
  );
}
