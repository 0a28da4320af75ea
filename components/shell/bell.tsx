import { useTranslations } from "next-intl";
import { PlaceLink } from "@/components/ui/place-link";
import { MOST_UNREAD } from "@/lib/notifications/most-unread";
import { PlaceIcon } from "./place-icon";

/** How much there is to be told; leads to all of it. */
export function Bell({ unread }: { unread: number }) {
  const t = useTranslations("shell");
  const count = unread > MOST_UNREAD ? `${MOST_UNREAD}+` : String(unread);
  return (
    <PlaceLink
      href="/notifications"
      className="bell"
      prefetch={false}
      aria-label={unread === 0 ? t("notifications") : t("unread", { count })}
    >
      <PlaceIcon name="bell" />
      {unread === 0 ? null : (
        <span className="bell-count" aria-hidden="true">
          {count}
        </span>
      )}
    </PlaceLink>
  );
}
