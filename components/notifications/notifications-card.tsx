import { useTranslations } from "next-intl";
import { LinkRow } from "@/components/account/link-row";

/** On the account's page: by which ways a person is told, and the way to what they are told of. */
export function NotificationsCard({ byMail }: { byMail: boolean }) {
  const t = useTranslations("notifications");
  return (
    <LinkRow title={t("title")} state={t(byMail ? "ways.both" : "ways.bell")} href="/account/notifications" />
  );
}
