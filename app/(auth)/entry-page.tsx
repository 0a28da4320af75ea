import { useTranslations } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { KeepZone } from "@/components/account/entry/keep-zone";
import { BrandMark } from "@/components/shell/brand-mark";
import { LegalLine } from "@/components/shell/legal-line";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { THEMES, type Theme } from "@/lib/accounts/sessions/viewer";
import { LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { providerView } from "@/lib/provider/settings";
import { setLanguage, setTheme } from "../(panel)/account/actions";

interface EntryPageProps {
  /** Absent where the content brings the heading. */
  title?: string;
  children: ReactNode;
}

/** Every page before somebody is signed in: one column on the ground. */
export async function EntryPage({ title, children }: EntryPageProps) {
  const provider = await providerView();
  return (
    <div className="flex min-h-dvh flex-col items-center gap-10 px-4 pt-[16vh] pb-6 max-md:pt-[9vh]">
      <main className="grid w-full max-w-88 grid-cols-[minmax(0,1fr)] gap-4" data-entry>
        <BrandMark mark={provider.mark} large />
        {title ? <h1>{title}</h1> : null}
        {children}
      </main>
      <KeepZone />
      <footer className="mt-auto flex flex-wrap items-center justify-center gap-x-4">
        <span className="text-13 text-ink-3">{provider.name}</span>
        <LegalLine provider={provider} centred />
        <PreferenceLine
          locale={await getLocale()}
          theme={(await viewerPreferences()).theme}
          actions={{ setLanguage, setTheme }}
        />
      </footer>
    </div>
  );
}

interface PreferenceLineProps {
  locale: Locale;
  theme: Theme;
  actions: { setLanguage: FormAction; setTheme: FormAction };
}

/** Language and theme for who is not signed in: plain forms, so that they work without JavaScript. */
function PreferenceLine({ locale, theme, actions }: PreferenceLineProps) {
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
