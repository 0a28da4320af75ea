import { NextIntlClientProvider, useLocale, useTimeZone } from "next-intl";
import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};
const ofBrowser = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Times are in the customer's zone: the account's, else the browser's as soon as it can tell (the server can't). */
export function OwnZone({ zone, children }: { zone: string | null; children: ReactNode }) {
  const locale = useLocale();
  const ofServer = useTimeZone() ?? "UTC";
  const guessed = useSyncExternalStore(never, ofBrowser, () => ofServer);
  return (
    <NextIntlClientProvider locale={locale} timeZone={zone ?? guessed}>
      {children}
    </NextIntlClientProvider>
  );
}
