import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { NotificationList } from "@/components/notifications/notification-list";
import { requireViewer, unreadNotifications } from "@/lib/accounts/sessions/current-viewer";
import { pageTitle } from "@/lib/i18n/page-title";
import { readNotifications } from "@/lib/notifications/read-notifications";
import { providerView } from "@/lib/provider/settings";
import { markNotificationsRead } from "./actions";

interface NotificationsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = pageTitle("words.notifications");

/** What this account was told. A person's own: out of reach of whoever looks through their eyes. */
export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  const viewer = await requireViewer();
  if (viewer.view) {
    notFound();
  }
  const after = z.uuid().safeParse((await searchParams).after).data ?? null;
  const page = await readNotifications(viewer.accountId, after, {
    locale: await getLocale(),
    provider: (await providerView()).name,
  });
  return (
    <NotificationList
      page={page}
      isFirst={after === null}
      unread={await unreadNotifications()}
      zone={viewer.timeZone}
      markRead={markNotificationsRead}
    />
  );
}
