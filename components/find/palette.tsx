import { type Locale, NextIntlClientProvider } from "next-intl";
import { type ReactNode, type RefObject, use, useState } from "react";
import { LATE_MESSAGES } from "@/lib/i18n/late-messages";
import { LOCALES } from "@/lib/i18n/locales";
import { HostCache } from "../hosts/live/host-cache";
import { HostsContext } from "../hosts/live/hosts-live";
import type { HostFormAction } from "../hosts/power/use-power";
import type { Asker } from "./groups";
import { PaletteDialog } from "./palette-dialog";

export interface PaletteProps extends Asker {
  /** Stands for the account, and for whose eyes it looks through: what was opened last is kept under it. */
  account: string;
  /** The server action for commands on a host. */
  command: HostFormAction;
  /** Counts the times that it was asked for. */
  opening: number;
  /** What was typed before it was here; null once it has the keyboard itself. */
  typed: RefObject<string | null>;
}

const texts = new Map<Locale, ReturnType<(typeof LATE_MESSAGES)[Locale]>>();

function textsOf(locale: Locale) {
  const known = texts.get(locale) ?? LATE_MESSAGES[locale]();
  texts.set(locale, known);
  return known;
}

/** Finds hosts, pages and actions, and for staff all else that the panel knows. Its script and texts come at the first use. */
export function Palette({ command, ...rest }: PaletteProps) {
  const locale = LOCALES.find((one) => one === document.documentElement.lang) ?? "en";
  return (
    // Where times are drawn a zone is asked for; here are none.
    <NextIntlClientProvider locale={locale} messages={use(textsOf(locale))} timeZone="UTC">
      <HostsAside command={command}>
        <PaletteDialog {...rest} />
      </HostsAside>
    </NextIntlClientProvider>
  );
}

/** For what is asked of a host outside of its pages: no stream follows here what comes of it. */
function HostsAside({ command, children }: Pick<PaletteProps, "command"> & { children: ReactNode }) {
  const [shared] = useState(() => ({
    cache: new HostCache(() => {}),
    watch: () => {},
    command,
    // Nothing is pressed here before there is a script.
    seed: "",
  }));
  return <HostsContext value={shared}>{children}</HostsContext>;
}
