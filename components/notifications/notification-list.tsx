import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page/header";
import { type Sign, StateDot } from "@/components/ui/state";
import type { NotificationKind } from "@/lib/notifications/kinds";
import type { NotificationLine, NotificationPage } from "@/lib/notifications/read-notifications";

/** What asks for something has the sign of a host's state; all others are quiet. */
const MARKS: Record<NotificationKind, { sign: Sign } | { icon: IconName }> = {
  traffic: { sign: "traffic" },
  alarm: { sign: "traffic" },
  notice: { icon: "calendar" },
  "paid-until": { icon: "calendar" },
  "host-down": { sign: "failed" },
  "host-up": { sign: "running" },
  "operation-failed": { sign: "failed" },
  "operation-unconfirmed": { sign: "unconfirmed" },
  "schedule-failed": { sign: "failed" },
  "support-viewed": { icon: "eye" },
  "new-browser": { icon: "laptop" },
  "password-changed": { icon: "padlock" },
  "factors-changed": { icon: "shield" },
};

/** For a kind of a newer version, a plain one. */
const markOf = ({ kind, isUsedUp }: NotificationLine): { sign: Sign } | { icon: IconName } =>
  isUsedUp ? { sign: "failed" } : (new Map(Object.entries(MARKS)).get(kind) ?? { icon: "bell" });

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
  const w = useTranslations("words");
  const t = useTranslations("notifications");
  const [newest] = page.lines;
  return (
    <section className="flex max-w-190 flex-col gap-5" aria-label={w("notifications")}>
      <PageHeader
        title={w("notifications")}
        actions={
          <>
            <ButtonLink href="/account#notifications" variant="ghost">
              {w("settings")}
            </ButtonLink>
            {newest && isFirst && unread > 0 ? (
              <Form action={markRead} hidden={{ newest: newest.id }}>
                <SubmitButton icon="check">{t("markRead")}</SubmitButton>
              </Form>
            ) : null}
          </>
        }
      />
      {page.lines.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <div className="rounded-lg border border-line bg-card max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
          <NotificationRows lines={page.lines} zone={zone} />
        </div>
      )}
      {page.next || !isFirst ? (
        <div className="flex flex-wrap gap-2">
          {page.next ? (
            <ButtonLink href={`/notifications?after=${page.next}`}>{w("older")}</ButtonLink>
          ) : null}
          {isFirst ? null : (
            <ButtonLink variant="ghost" href="/notifications">
              {w("newest")}
            </ButtonLink>
          )}
        </div>
      ) : null}
    </section>
  );
}

export const NotificationRows = ({ lines, zone }: { lines: NotificationLine[]; zone: string | null }) => (
  <ul className="divide-y divide-line">
    {lines.map((line) => (
      <Notification key={line.id} line={line} zone={zone} />
    ))}
  </ul>
);

/** The whole line leads where its sentence does. */
function Notification({ line, zone }: { line: NotificationLine; zone: string | null }) {
  const t = useTranslations("notifications");
  const mark = markOf(line);
  const words = `min-w-0 flex-1 wrap-anywhere text-13 ${line.isNew ? "font-medium" : ""}`;
  return (
    <li
      className="relative flex items-start gap-3 px-4 py-3 hover:has-[a]:bg-hover"
      data-notification={line.kind}
      data-new={line.isNew ? "" : undefined}
    >
      <span className="grid h-5 w-4 shrink-0 place-items-center text-ink-3">
        {"sign" in mark ? <StateDot sign={mark.sign} /> : <Icon name={mark.icon} size={14} />}
      </span>
      <span className={words}>
        {line.isNew ? <span className="sr-only">{t("unread")} </span> : null}
        {line.href ? (
          <Link
            href={line.href}
            className="text-ink no-underline after:absolute after:inset-0 focus-visible:outline-0 focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-accent-ink"
          >
            {line.text}
          </Link>
        ) : (
          line.text
        )}
      </span>
      <span className="shrink-0 text-12 text-ink-3 leading-5">
        <OwnTime iso={line.at} zone={zone} brief />
      </span>
      <span className={`mt-1.5 size-2 shrink-0 rounded-full ${line.isNew ? "bg-accent" : ""}`} />
    </li>
  );
}
