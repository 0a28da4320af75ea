import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { EmptyState } from "@/components/ui/empty-state";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon, type IconName } from "@/components/ui/icon";
import { KeyLink } from "@/components/ui/key-link";
import { Link } from "@/components/ui/link";
import { Secret } from "@/components/ui/secret";
import type { NotificationKind } from "@/lib/notifications/kinds";
import type { NotificationPage } from "@/lib/notifications/read-notifications";
import "@/components/ui/list/log.css";
import "./notifications.css";

const ICONS: Record<NotificationKind, IconName> = {
  traffic: "swap",
  "host-down": "suspend",
  "host-up": "bolt",
  "operation-failed": "cross",
  "operation-unconfirmed": "again",
  "schedule-failed": "clock",
  "support-viewed": "eye",
  "new-browser": "globe",
  "password-changed": "padlock",
  "factors-changed": "passkey",
};

/** For a kind of a newer version, a plain one. */
const kindIcon = (kind: string): IconName => new Map(Object.entries(ICONS)).get(kind) ?? "list";

interface NotificationListProps {
  page: NotificationPage;
  isFirst: boolean;
  /** Of all pages. */
  unread: number;
  /** The account's own time zone. */
  zone: string | null;
  markRead: FormAction;
}

/** What an account was told, the newest first, in pages that are addresses of their own. */
export function NotificationList({ page, isFirst, unread, zone, markRead }: NotificationListProps) {
  const t = useTranslations("notifications");
  const shell = useTranslations("shell");
  const [newest] = page.lines;
  return (
    <section className="notifications" aria-label={t("title")}>
      <div className="notifications-bar flex flex-wrap items-center gap-x-4 gap-y-2.5">
        {newest && isFirst && unread > 0 ? (
          <ActionForm action={markRead} failed={shell("failed")}>
            <input type="hidden" name="newest" value={newest.id} />
            <SubmitKey icon="check">{t("markRead")}</SubmitKey>
          </ActionForm>
        ) : null}
        <KeyLink href="/account/notifications" variant="plain">
          {t("settings")}
        </KeyLink>
      </div>
      {page.lines.length === 0 ? (
        <EmptyState title={t("none")} text={t("noneText")} />
      ) : (
        <ul className="log">
          {page.lines.map((line) => (
            <li key={line.id} data-notification={line.kind} data-new={line.isNew ? "" : undefined}>
              <Icon name={kindIcon(line.kind)} small />
              <span>
                {line.isNew ? <b className="mr-1 text-accent-text">{t("new")}</b> : null}{" "}
                {line.href ? (
                  <Link href={line.href}>
                    <Secret>{line.text}</Secret>
                  </Link>
                ) : (
                  line.text
                )}
              </span>
              <OwnTime iso={line.at} zone={zone} />
            </li>
          ))}
        </ul>
      )}
      {page.next || !isFirst ? (
        <div className="notifications-bar flex flex-wrap items-center gap-x-4 gap-y-2.5">
          {page.next ? <KeyLink href={`/notifications?after=${page.next}`}>{t("older")}</KeyLink> : null}
          {isFirst ? null : (
            <KeyLink variant="plain" href="/notifications">
              {t("newest")}
            </KeyLink>
          )}
        </div>
      ) : null}
    </section>
  );
}
