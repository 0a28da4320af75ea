import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { type Messages, messagesFor } from "./messages";
import { MoreMessages } from "./more-messages";

interface PageMessagesProps {
  /** What this page's client components translate beside what every page of the panel has. */
  namespaces: (keyof Messages)[];
  children: ReactNode;
}

/** Around one page's own client components, so that no other page carries their texts. */
export async function PageMessages({ namespaces, children }: PageMessagesProps) {
  const all = messagesFor(await getLocale());
  return (
    <MoreMessages messages={Object.fromEntries(namespaces.map((name) => [name, all[name]]))}>
      {children}
    </MoreMessages>
  );
}
