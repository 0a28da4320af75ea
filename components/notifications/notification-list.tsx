import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon, type IconName } from "@/components/ui/icon";
import { KeyLink } from "@/components/ui/key-link";
import { Link } from "@/components/ui/link";
import type { Tone } from "@/components/ui/plate";
import type { NotificationKind } from "@/lib/notifications/kinds";
import type { NotificationLine, NotificationPage } from "@/lib/notifications/read-notifications";
import { ClockTime, DayLine } from "./day-times";
import "./notifications.css";

const ICONS: Record<NotificationKind, IconName> = {
  traffic: "swap",
  "host-down": "suspend",
  "host-up": "bolt",
  "operation-failed": "cross",
  "operation-unconfirmed": "again",
  "schedule-failed": "clock",
  "support-viewed": "person",
  "new-browser": "globe",
  "password-changed": "padlock",
  "factors-changed": "passkey",
};

/** What asks for something; all others are quiet. */
const TONES: Partial<Record<NotificationKind, Tone>> = {
  traffic: "busy",
  "host-down": "alert",
  "operation-failed": "alert",
  "operation-unconfirmed": "busy",
  "schedule-failed": "alert",
};

/** For a kind of a newer version, a plain one. */
const kindIcon = (kind: string): IconName => new Map(Object.entries(ICONS)).get(kind) ?? "list";
const toneOf = ({ kind, isUsedUp }: NotificationLine): Tone =>
  isUsedUp ? "alert" : (new Map(Object.entries(TONES)).get(kind) ?? "off");

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
  const [newest] = page.lines;
  return (
    <section className="notifications" aria-label={t("title")}>
      <div className="notifications-bar flex flex-wrap items-center gap-x-4 gap-y-2.5">
        {newest && isFirst && unread > 0 ? (
          <Form action={markRead}>
            <input type="hidden" name="newest" value={newest.id} />
            <SubmitKey icon="check">{t("markRead")}</SubmitKey>
          </Form>
        ) : null}
        <KeyLink href="/account/notifications" variant="plain" className="notifications-settings">
          {t("toSettings")}
        </KeyLink>
      </div>
      {page.lines.length === 0 ? (
        <EmptyState title={t("none")} text={t("noneText")} />
      ) : (
        <ul>
          {page.lines.map((line, at) => (
            <Fragment key={line.id}>
              <DayLine iso={line.at} zone={zone} before={page.lines[at - 1]?.at ?? null} />
              <li
                className="notification"
                data-notification={line.kind}
                data-new={line.isNew ? "" : undefined}
              >
                <span className={`plate-mark tone-${toneOf(line)}`}>
                  <Icon name={kindIcon(line.kind)} />
                </span>
                <span>
                  {line.isNew ? <span className="sr-only">{t("unread")} </span> : null}
                  {line.href ? <Link href={line.href}>{line.text}</Link> : line.text}
                </span>
                <ClockTime iso={line.at} zone={zone} />
              </li>
            </Fragment>
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
