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
import { TextField } from "@/components/ui/form/text-field";
import { Badge, StateDot } from "@/components/ui/state";
import { type AnnouncementView, isNotice, TONES } from "@/lib/provider/provider-view";
import { NewsTimes } from "./news-times";

interface NewsSectionProps {
  announcements: AnnouncementView[];
  /** The account's own; without one, the browser's. */
  zone: string | null;
  /** Regions and nodes that one can be for. */
  scopes: { scope: string; name: string }[];
  /** In ms. */
  now: number;
  /** Null for who only reads. */
  actions: { makeAnnouncement: FormAction; withdrawAnnouncement: FormAction } | null;
  /** What the status page calls each region; null where that page is off, or nobody may change it. */
  status: { areas: { id: string; name: string; shown: string }[]; save: FormAction } | null;
}

/** What customers are told, and what is to be told. */
export function NewsSection({ announcements, zone, scopes, now, actions, status }: NewsSectionProps) {
  const w = useTranslations("words");
  const t = useTranslations("settings.news");
  return (
    <Section
      id="announcements"
      title={w("announcements")}
      action={
        <div className="flex flex-col items-end gap-2 md:flex-row">
          {status && status.areas.length > 0 ? <AreaNames {...status} /> : null}
          {actions ? <NewsDialog action={actions.makeAnnouncement} {...{ zone, scopes }} /> : null}
        </div>
      }
    >
      {announcements.length === 0 ? (
        <p className="text-13 text-ink-2">{w("nothingYet")}</p>
      ) : (
        <Rows>
          {announcements.map((one) => (
            <SettingRow
              key={one.id}
              lead={
                <StateDot
                  sign={one.tone === "warning" || one.tone === "incident" ? "attention" : "running"}
                />
              }
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
              value={
                <span className="inline-flex flex-wrap items-center gap-2">
                  {isNotice(one.tone) ? <span>{t(`tones.${one.tone}`)}</span> : null}
                  <span>{scopes.find(({ scope }) => scope === one.scope)?.name}</span>
                  {Date.parse(one.from) > now ? <Badge>{t("notYetShown")}</Badge> : null}
                </span>
              }
              control={
                actions ? (
                  <Form action={actions.withdrawAnnouncement} hidden={{ announcement: one.id }}>
                    <SubmitButton variant="ghost">
                      {isNotice(one.tone) && Date.parse(one.from) <= now ? t("end") : w("withdraw")}
                    </SubmitButton>
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

function AreaNames({ areas, save }: NonNullable<NewsSectionProps["status"]>) {
  const w = useTranslations("words");
  const t = useTranslations("settings.news");
  return (
    <FormDialog
      id="area-names"
      deed={w("save")}
      title={t("areas")}
      text={t("areasHint")}
      opens={{ variant: "ghost", shown: t("areas") }}
      action={save}
      hidden={Object.fromEntries(areas.map(({ id }, at) => [`area${at}`, id]))}
    >
      {areas.map(({ id, name, shown }, at) => (
        <TextField key={id} name={`name${at}`} label={name} defaultValue={shown} maxLength={60} />
      ))}
    </FormDialog>
  );
}

type NewsDialogProps = Pick<NewsSectionProps, "zone" | "scopes"> & { action: FormAction };

function NewsDialog({ action, zone, scopes }: NewsDialogProps) {
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
          hint={t("toneHint")}
        />
        <SelectField
          name="scope"
          label={t("scope")}
          options={[
            ["all", w("allHosts")],
            ...scopes.map(({ scope, name }): [string, string] => [scope, name]),
          ]}
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
