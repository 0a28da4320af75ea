import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { messageText } from "./message-text";
import type { Messages } from "./messages";
import { MoreMessages } from "./more-messages";

interface PageMessagesProps {
  /** What this page's client components translate beside what every page of the panel has. */
  namespaces: (keyof Messages)[];
  children: ReactNode;
}

/** Around one page's own client components, so that no other page carries their texts. */
export async function PageMessages({ namespaces, children }: PageMessagesProps) {
  return <MoreMessages text={messageText(await getLocale(), namespaces)}>{children}</MoreMessages>;
}
