import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
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
    <div className="flex flex-wrap justify-center gap-1">
      <Form action={actions.setLanguage}>
        {LOCALES.filter((each) => each !== locale).map((each) => (
          <Button
            key={each}
            type="submit"
            variant="ghost"
            icon="globe"
            name="locale"
            value={each}
            lang={each}
          >
            {LOCALE_NAMES[each]}
          </Button>
        ))}
      </Form>
      <Form action={actions.setTheme}>
        <Button type="submit" variant="ghost" icon="theme" name="theme" value={nextTheme}>
          {t("themeIs", { theme: t(`themes.${theme}`) })}
        </Button>
      </Form>
    </div>
  );
}
