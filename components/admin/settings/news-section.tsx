import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime, OwnZoneName } from "@/components/account/own-time";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { Form } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Badge, StateDot } from "@/components/ui/state";
import type { AnnouncementView } from "@/lib/provider/provider-view";
import { NewsTimes } from "./news-times";

interface NewsSectionProps {
  announcements: AnnouncementView[];
  /** The account's own; without one, the browser's. */
  zone: string | null;
  /** In ms. */
  now: number;
  /** Null for who only reads. */
  actions: { makeAnnouncement: FormAction; withdrawAnnouncement: FormAction } | null;
}

/** What customers are told, and what is to be told. */
export function NewsSection({ announcements, zone, now, actions }: NewsSectionProps) {
  const w = useTranslations("words");
  const t = useTranslations("settings.news");
  return (
    <Section
      id="announcements"
      title={w("announcements")}
      text={t("note")}
      action={actions ? <NewsDialog action={actions.makeAnnouncement} zone={zone} /> : null}
    >
      {announcements.length === 0 ? (
        <p className="text-13 text-ink-2">{t("none")}</p>
      ) : (
        <Rows>
          {announcements.map((one) => (
            <SettingRow
              key={one.id}
              lead={<StateDot sign={one.tone === "warning" ? "attention" : "running"} />}
              label={
                <span lang="en" className="font-normal whitespace-pre-line wrap-anywhere">
                  {one.en}
                </span>
              }
              text={
                <>
                  <span lang="zh-CN" className="block whitespace-pre-line wrap-anywhere">
                    {one.zh}
                  </span>
                  <Span announcement={one} zone={zone} />
                </>
              }
              value={Date.parse(one.from) > now ? <Badge>{t("notYetShown")}</Badge> : null}
              control={
                actions ? (
                  <Form action={actions.withdrawAnnouncement} hidden={{ announcement: one.id }}>
                    <SubmitButton variant="ghost">{t("withdraw")}</SubmitButton>
                  </Form>
                ) : null
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  );
}

const TONES = ["plain", "warning"] as const;

function NewsDialog({ action, zone }: { action: FormAction; zone: string | null }) {
  const w = useTranslations("words");
  const t = useTranslations("settings.news");
  return (
    <FormDialog
      id="new-announcement"
      deed={t("publish")}
      title={t("write")}
      opens={{ icon: "plus", shown: t("write"), label: t("write") }}
      action={action}
      done={t("published")}
      wide
    >
      <FieldGrid>
        <AreaField name="textEn" label={t("textEn")} lang="en" rows={3} maxLength={600} required />
        <AreaField name="textZh" label={t("textZh")} lang="zh-CN" rows={3} maxLength={600} required />
        <SelectField
          name="tone"
          label={w("type")}
          options={TONES.map((each): [string, string] => [each, t(`tones.${each}`)])}
        />
      </FieldGrid>
      <FieldGrid>
        <NewsTimes zone={zone} />
      </FieldGrid>
    </FormDialog>
  );
}

function Span({
  announcement: { from, until },
  zone,
}: {
  announcement: AnnouncementView;
  zone: string | null;
}) {
  const t = useTranslations("settings.news");
  const times = {
    from: () => <OwnTime iso={from} zone={zone} />,
    zone: () => <OwnZoneName zone={zone} />,
    whole: (words: ReactNode) => <span className="inline-block">{words}</span>,
  };
  return (
    <span className="text-ink-3">
      {until
        ? t.rich("spanUntil", { ...times, until: () => <OwnTime iso={until} zone={zone} /> })
        : t.rich("spanOpen", times)}
    </span>
  );
}
