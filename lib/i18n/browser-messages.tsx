import { NextIntlClientProvider } from "next-intl";
import { getLocale, getNow, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import { type Messages, messagesFor } from "./messages";

interface BrowserMessagesProps {
  /** What client components below translate; nothing else travels to the browser. */
  namespaces: (keyof Messages)[];
  children: ReactNode;
}

export async function BrowserMessages({ namespaces, children }: BrowserMessagesProps) {
  const locale = await getLocale();
  const all = messagesFor(locale);
  const messages = Object.fromEntries(namespaces.map((name) => [name, all[name]]));
  return (
    <NextIntlClientProvider
      locale={locale}
      messages={messages}
      timeZone={await getTimeZone()}
      now={await getNow()}
    >
      {children}
    </NextIntlClientProvider>
  );
}
