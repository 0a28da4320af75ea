import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { linkParts } from "@/lib/provider/link-parts";
import { type AnnouncementView, isNotice, type NoticeKind } from "@/lib/provider/provider-view";

interface AnnouncementsProps {
  announcements: AnnouncementView[];
  /** The account's time zone; null: the browser's. */
  zone: string | null;
  /** Null where it is a customer's to dismiss: in a view. */
  dismiss: FormAction | null;
}

/** What the provider tells its customers, above the page. */
export function Announcements({ announcements, zone, dismiss }: AnnouncementsProps) {
  const w = useTranslations("words");
  const t = useTranslations("provider");
  const chinese = useLocale() === "zh-CN";
  if (announcements.length === 0) {
    return null;
  }
  return (
    <aside className="flex flex-col gap-2 px-4 pt-4 md:px-6 xl:px-8" aria-label={w("announcements")}>
      {announcements.map(({ id, en, zh, tone, from, until }) =>
        dismiss ? (
          <Announcement
            key={id}
            text={chinese ? zh : en}
            tone={tone}
            label={isNotice(tone) ? <NoticeLabel {...{ tone, from, until, zone }} /> : undefined}
          >
            <Form action={dismiss}>
              <input type="hidden" name="announcement" value={id} />
              <SubmitButton variant="ghost">{t("dismiss")}</SubmitButton>
            </Form>
          </Announcement>
        ) : (
          <details key={id} className="min-w-0">
            <summary
              className={`announcement list-none flex items-start gap-3 rounded-md border px-4 py-2.5 text-13 max-md:flex-wrap ${boxOf(tone)}`}
            >
              <AnnouncementMark tone={tone} />
              <AnnouncementText text={chinese ? zh : en} />
              <Icon name="chevron-down" small />
            </summary>
            <small className="block px-4 pt-2">{t("forCustomers")}</small>
          </details>
        ),
      )}
    </aside>
  );
}

interface AnnouncementProps extends Pick<AnnouncementView, "tone"> {
  text: string;
  lang?: string;
  /** Over the text: which of two it is. */
  label?: ReactNode;
  children?: ReactNode;
}

/** One of them; also for the staff's preview. */
export function Announcement({ text, tone, lang, label, children }: AnnouncementProps) {
  return (
    <div
      className={`announcement flex items-start gap-3 rounded-md border px-4 py-2.5 text-13 max-md:flex-wrap ${boxOf(tone)}`}
    >
      <AnnouncementMark tone={tone} />
      <AnnouncementText text={text} lang={lang} label={label} />
      {children}
    </div>
  );
}

interface NoticeLabelProps {
  tone: NoticeKind;
  from: string;
  until: string | null;
  zone: string | null;
}

/** What it is, and when. */
function NoticeLabel({ tone, from, until, zone }: NoticeLabelProps) {
  const t = useTranslations("status.state");
  const format = useFormatter();
  // Drawn on the server alone, outside of what client components translate with.
  const at = (iso: string) =>
    format.dateTime(new Date(iso), {
      ...{ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
      ...{ hourCycle: "h23", timeZoneName: "short", ...(zone === null ? {} : { timeZone: zone }) },
    } as const);
  return (
    <>
      <strong className="font-medium">{t(tone)}</strong> · <time dateTime={from}>{at(from)}</time>
      {until ? (
        <>
          {" – "}
          <time dateTime={until}>{at(until)}</time>
        </>
      ) : null}
    </>
  );
}

const isLoud = (tone: AnnouncementView["tone"]) => tone === "warning" || tone === "incident";

const boxOf = (tone: AnnouncementView["tone"]) =>
  isLoud(tone) ? "border-warn-line bg-warn-tint" : "border-line bg-card";

const AnnouncementMark = ({ tone }: Pick<AnnouncementView, "tone">) =>
  isLoud(tone) ? (
    <Icon name="alert" className="mt-0.5 text-warn" />
  ) : (
    <Icon name={tone === "maintenance" ? "calendar" : "info"} className="mt-0.5 text-accent-ink" />
  );

export const AnnouncementText = ({
  text,
  lang,
  label,
}: Pick<AnnouncementProps, "text" | "lang" | "label">) => (
  <p lang={lang} className="min-w-0 flex-1 basis-44 max-w-[80ch] whitespace-pre-line wrap-anywhere mr-auto">
    {label ? <small className="block">{label}</small> : null}
    {linkParts(text).map((part, at) =>
      part.isLink ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
        <a key={at} href={part.text} rel="noopener noreferrer" target="_blank">
          {part.text}
        </a>
      ) : (
        part.text
      ),
    )}
  </p>
);
