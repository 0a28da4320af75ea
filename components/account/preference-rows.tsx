import { useTranslations } from "next-intl";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Switch } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { SegmentedForm } from "@/components/ui/form/segmented";
import { THEMES, type Theme } from "@/lib/accounts/sessions/viewer";
import { LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";
import { OwnZoneName } from "./own-time";
import { TimeZoneForm } from "./time-zone-form";

interface PreferenceRowsProps {
  locale: Locale;
  theme: Theme;
  /** The account's own; null: the browser's. */
  zone: string | null;
  /** Keys pressed alone do something. */
  singleKeys: boolean;
  /** Staff view as a customer: these are still their own. */
  inView: boolean;
  actions: Record<"setLanguage" | "setTheme" | "setTimeZone" | "setSingleKeys", FormAction>;
}

export function PreferenceRows({ locale, theme, zone, singleKeys, inView, actions }: PreferenceRowsProps) {
  const w = useTranslations("words");
  const t = useTranslations("account");
  const shell = useTranslations("shell");
  return (
    <Section
      id="preferences"
      title={t(inView ? "appearance.own" : "part.preferences")}
      text={inView ? t("appearance.ownText") : undefined}
    >
      <Rows>
        <SettingRow
          label={shell("language")}
          control={
            <SegmentedForm
              label={shell("language")}
              name="locale"
              action={actions.setLanguage}
              current={locale}
              options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value], lang: value }))}
            />
          }
        />
        <SettingRow
          label={shell("theme")}
          control={
            <SegmentedForm
              label={shell("theme")}
              name="theme"
              action={actions.setTheme}
              current={theme}
              options={THEMES.map((value) => ({ value, label: shell(`themes.${value}`) }))}
            />
          }
        />
        <SettingRow
          label={w("timeZone")}
          value={inView ? <OwnZoneName zone={zone} /> : null}
          control={
            inView ? null : (
              <TimeZoneForm
                current={zone}
                action={actions.setTimeZone}
                texts={{ label: w("timeZone"), browser: t("zone.browser"), save: w("save") }}
              />
            )
          }
        />
        {inView ? null : (
          <SettingRow
            label={t("keys.label")}
            text={t("keys.text")}
            control={
              <Form action={actions.setSingleKeys} hidden={{ singleKeys: singleKeys ? "0" : "1" }}>
                <Switch label={t("keys.label")} on={singleKeys} />
              </Form>
            }
          />
        )}
      </Rows>
    </Section>
  );
}
