import { getLocale, getNow, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import { messageText } from "./message-text";
import type { Messages } from "./messages";
import { BaseMessages } from "./more-messages";

interface BrowserMessagesProps {
  /** What client components below translate beside `words`; nothing else travels to the browser. */
  namespaces: (keyof Messages)[];
  children: ReactNode;
}

export async function BrowserMessages({ namespaces, children }: BrowserMessagesProps) {
  const locale = await getLocale();
  return (
    <BaseMessages
      locale={locale}
      text={messageText(locale, ["words", ...namespaces])}
      timeZone={await getTimeZone()}
      now={await getNow()}
    >
      {children}
    </BaseMessages>
  );
}
