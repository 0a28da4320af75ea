import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime, OwnZoneName } from "@/components/account/own-time";
import { Announcement, AnnouncementText } from "@/components/shell/announcements";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FormSection } from "@/components/ui/form/form-section";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { LOCALE_NAMES } from "@/lib/i18n/locales";
import type { AnnouncementView } from "@/lib/provider/provider-view";
import { NewsForm } from "./news-form";

interface NewsCardProps {
  announcements: AnnouncementView[];
  zone: string | null;
  /** In ms. */
  now: number;
  /** Null for who only reads. */
  actions: { makeAnnouncement: FormAction; withdrawAnnouncement: FormAction } | null;
}

/** What customers are told, as they see it, and what is to be told. */
export function NewsCard({ announcements, zone, now, actions }: NewsCardProps) {
  const t = useTranslations("settings.news");
  return (
    <FormSection id="announcements" title={t("title")} text={t("note")}>
      {announcements.length === 0 ? <p className="text-ink-2">{t("none")}</p> : null}
      <ul className="grid gap-5">
        {announcements.map((one) => (
          <li key={one.id} className="grid gap-2">
            {/* One announcement: its two languages are beside each other. */}
            <Announcement text={one.en} tone={one.tone} lang="en" label={LOCALE_NAMES.en}>
              <AnnouncementText text={one.zh} lang="zh-CN" label={LOCALE_NAMES["zh-CN"]} />
            </Announcement>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <Span announcement={one} zone={zone} now={now} />
              {actions ? (
                <Form action={actions.withdrawAnnouncement}>
                  <input type="hidden" name="announcement" value={one.id} />
                  {/* By its word, at either edge. */}
                  <SubmitButton variant="ghost" icon="cross" className="-mx-3.5">
                    {t("withdraw")}
                  </SubmitButton>
                </Form>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {actions ? <NewsForm action={actions.makeAnnouncement} zone={zone} /> : null}
    </FormSection>
  );
}

function Span({
  announcement,
  zone,
  now,
}: { announcement: AnnouncementView } & Pick<NewsCardProps, "zone" | "now">) {
  const t = useTranslations("settings.news");
  const { from, until } = announcement;
  const times = {
    from: () => <OwnTime iso={from} zone={zone} />,
    zone: () => <OwnZoneName zone={zone} />,
    whole: (words: ReactNode) => <span className="news-whole">{words}</span>,
  };
  return (
    <span className="text-ink-2 text-13">
      {Date.parse(from) > now ? <b>{t("notYetShown")} · </b> : null}
      {until
        ? t.rich("spanUntil", { ...times, until: () => <OwnTime iso={until} zone={zone} /> })
        : t.rich("spanOpen", times)}
    </span>
  );
}
