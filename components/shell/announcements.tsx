import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import { linkParts } from "@/lib/provider/link-parts";
import type { AnnouncementView } from "@/lib/provider/provider-view";

interface AnnouncementsProps {
  announcements: AnnouncementView[];
  /** Null where it is a customer's to dismiss: in a view. */
  dismiss: FormAction | null;
}

/** What the provider tells its customers, above the page. */
export function Announcements({ announcements, dismiss }: AnnouncementsProps) {
  const t = useTranslations("provider");
  const chinese = useLocale() === "zh-CN";
  if (announcements.length === 0) {
    return null;
  }
  return (
    <aside className="news" aria-label={t("news")}>
      {announcements.map(({ id, en, zh, tone }) =>
        dismiss ? (
          <Announcement key={id} text={chinese ? zh : en} tone={tone}>
            <Form action={dismiss}>
              <input type="hidden" name="announcement" value={id} />
              <SubmitKey variant="plain">{t("dismiss")}</SubmitKey>
            </Form>
          </Announcement>
        ) : (
          <details key={id} className="min-w-0">
            <summary className={`notice announcement ${toneOf(tone)}`}>
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
  label?: string;
  children?: ReactNode;
}

/** One of them; also for the staff's preview. */
export function Announcement({ text, tone, lang, label, children }: AnnouncementProps) {
  return (
    <div className={`notice announcement ${toneOf(tone)}`}>
      <AnnouncementMark tone={tone} />
      <AnnouncementText text={text} lang={lang} label={label} />
      {children}
    </div>
  );
}

const toneOf = (tone: AnnouncementView["tone"]) => (tone === "warning" ? "tone-busy" : "tone-off");

const AnnouncementMark = ({ tone }: Pick<AnnouncementView, "tone">) =>
  tone === "warning" ? <Glyph shape="triangle" small /> : <InfoMark />;

export const AnnouncementText = ({
  text,
  lang,
  label,
}: Pick<AnnouncementProps, "text" | "lang" | "label">) => (
  <p lang={lang}>
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

/** Drawn here: the glyphs tell states of hosts, and this is none. */
const InfoMark = () => (
  <svg className="glyph glyph-small" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9.5" />
    <path d="M12 11.5v5.5M12 7.2h.01" />
  </svg>
);
