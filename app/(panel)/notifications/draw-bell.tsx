import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NotificationRows } from "@/components/notifications/notification-list";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { readNotifications } from "@/lib/notifications/read-notifications";
import { providerView } from "@/lib/provider/settings";

/** So many fit beside the bell; the page has all. */
const SHOWN = 6;

/** What the bell opens with: the newest lines, and the id of the first for what marks them as read. */
export async function drawBell(viewer: Viewer): Promise<{ lines: ReactNode; newest: string }> {
  const { name: provider } = await providerView();
  const { lines } = await readNotifications(viewer.accountId, null, { locale: await getLocale(), provider });
  const t = await getTranslations("notifications");
  return {
    newest: lines[0]?.isNew ? lines[0].id : "",
    lines: (
      <BrowserMessages namespaces={[]}>
        {lines.length > 0 ? (
          <NotificationRows lines={lines.slice(0, SHOWN)} zone={viewer.timeZone} />
        ) : (
          <p className="px-4 py-6 text-center text-13 text-ink-2">{t("none")}</p>
        )}
      </BrowserMessages>
    ),
  };
}
