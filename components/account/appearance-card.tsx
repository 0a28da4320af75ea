import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { FormSection } from "@/components/ui/form/form-section";
import { SegmentedForm } from "@/components/ui/form/segmented";
import { THEMES, type Theme } from "@/lib/accounts/sessions/viewer";
import { LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";

interface AppearanceCardProps {
  locale: Locale;
  theme: Theme;
  /** Staff view as a customer: these are still their own. */
  inView: boolean;
  actions: { setLanguage: FormAction; setTheme: FormAction };
  /** More of what a person prefers. */
  children?: ReactNode;
}

export function AppearanceCard({ locale, theme, inView, actions, children }: AppearanceCardProps) {
  const t = useTranslations("account.appearance");
  const shell = useTranslations("shell");
  return (
    <FormSection title={t(inView ? "own" : "title")} text={inView ? t("ownText") : undefined}>
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <Labelled text={shell("language")}>
          <SegmentedForm
            label={shell("language")}
            name="locale"
            action={actions.setLanguage}
            current={locale}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value], lang: value }))}
          />
        </Labelled>
        <Labelled text={shell("theme")}>
          <SegmentedForm
            label={shell("theme")}
            name="theme"
            action={actions.setTheme}
            current={theme}
            options={THEMES.map((value) => ({ value, label: shell(`themes.${value}`) }))}
          />
        </Labelled>
      </div>
      {children}
    </FormSection>
  );
}

/** What is chosen, in sight: by ear it is the name of the choice. */
function Labelled({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <b aria-hidden="true">{text}</b>
      {children}
    </div>
  );
}
