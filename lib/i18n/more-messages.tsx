"use client";

import { type Locale, NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import type { ReactNode } from "react";
import type { Messages } from "./messages";

interface BaseMessagesProps {
  locale: Locale;
  timeZone: string;
  now: Date;
  /** Of `messageText`. */
  text: string;
  children: ReactNode;
}

/** There are as many as pages have sets of texts: a few, and the server reads each once. */
const read = new Map<string, Partial<Messages>>();

function messagesIn(text: string): Partial<Messages> {
  const messages = read.get(text) ?? (JSON.parse(text) as Partial<Messages>);
  read.set(text, messages);
  return messages;
}

export function BaseMessages({ text, ...rest }: BaseMessagesProps) {
  return <NextIntlClientProvider messages={messagesIn(text)} {...rest} />;
}

/** Adds to the messages that are there: a provider by itself would take their place. */
export function MoreMessages({ text, children }: Pick<BaseMessagesProps, "text" | "children">) {
  const known = useMessages();
  return (
    <NextIntlClientProvider locale={useLocale()} messages={{ ...known, ...messagesIn(text) }}>
      {children}
    </NextIntlClientProvider>
  );
}
