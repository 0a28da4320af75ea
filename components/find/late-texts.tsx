import { type Locale, NextIntlClientProvider } from "next-intl";
import { type ReactNode, use } from "react";
import { LATE_MESSAGES } from "@/lib/i18n/late-messages";
import { LOCALES } from "@/lib/i18n/locales";

const texts = new Map<Locale, ReturnType<(typeof LATE_MESSAGES)[Locale]>>();

function textsOf(locale: Locale) {
  const known = texts.get(locale) ?? LATE_MESSAGES[locale]();
  texts.set(locale, known);
  return known;
}

/** Around what comes by a script of its own: its texts come at the first use, too. */
export function LateTexts({ children }: { children: ReactNode }) {
  const locale = LOCALES.find((one) => one === document.documentElement.lang) ?? "en";
  return (
    // Where times are drawn a zone is asked for; here are none.
    <NextIntlClientProvider locale={locale} messages={use(textsOf(locale))} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}
