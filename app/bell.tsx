import { getTranslations } from "next-intl/server";
import { markNotificationsRead, readBell } from "@/app/(panel)/notifications/actions";
import { BellPopover } from "@/components/notifications/bell-popover";
import type { Viewer } from "@/lib/accounts/sessions/viewer";

/** What the bell opens on a desk; through a customer's eyes there is none. */
export async function Bell({ viewer }: { viewer: Viewer }) {
  const w = await getTranslations("words");
  const t = await getTranslations("notifications");
  return viewer.view ? null : (
    <BellPopover
      read={readBell}
      markRead={markNotificationsRead}
      texts={{ title: w("notifications"), markRead: t("markRead"), all: t("all"), settings: w("settings") }}
    />
  );
}
