import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { Key } from "@/components/ui/key";
import { THEMES, type Theme } from "@/lib/accounts/sessions/viewer";
import { LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";

interface PreferenceLineProps {
  locale: Locale;
  theme: Theme;
  actions: { setLanguage: FormAction; setTheme: FormAction };
}

/** Language and theme for who is not signed in: plain forms, so that they work without JavaScript. */
export function PreferenceLine({ locale, theme, actions }: PreferenceLineProps) {
  const t = useTranslations("shell");
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return (
    <footer className="flex flex-wrap justify-center gap-1">
      <Form action={actions.setLanguage}>
        {LOCALES.filter((each) => each !== locale).map((each) => (
          <Key key={each} type="submit" variant="plain" icon="globe" name="locale" value={each} lang={each}>
            {LOCALE_NAMES[each]}
          </Key>
        ))}
      </Form>
      <Form action={actions.setTheme}>
        <Key type="submit" variant="plain" icon="theme" name="theme" value={nextTheme}>
          {t("themeIs", { theme: t(`themes.${theme}`) })}
        </Key>
      </Form>
    </footer>
  );
}
