import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import { useOffered } from "../offered";
import type { Blocked } from "../power/use-power";

export const OPEN_CONSOLE = "open-console";
/** Why no console can be opened in this state; null where one can. */
export const consoleBlock = (state: HostState) => blockOf(OPEN_CONSOLE, state, null);

const pathOf = (vmId: string) => `/hosts/${vmId}/console`;

/** To the console's page, by a whole page load: it alone may hand a console over. */
export function ConsoleLink({ vmId }: { vmId: string }) {
  const t = useTranslations("operations.kind");
  return (
    <KeyLink href={pathOf(vmId)} icon="console" plainLink>
      {t(OPEN_CONSOLE)}
    </KeyLink>
  );
}

interface ConsoleKeyProps {
  host: HostView;
  blocked: Blocked;
  /** In the phone's dock: with its whole name where there is room for it. */
  phone?: "wide" | "short";
}

/** In the head of a host's pages, but not of the console's own, which has the key that opens it. */
export function ConsoleKey({ host, blocked, phone }: ConsoleKeyProps) {
  const t = useTranslations();
  const whyId = useId();
  const { consoles } = useOffered();
  const href = pathOf(host.id);
  // Where the provider set no way there, the tab alone stays: its page says whom to ask.
  if (usePathname() === href || !consoles) {
    return null;
  }
  const name = t(`operations.kind.${OPEN_CONSOLE}`);
  const text = phone === "short" ? t("host.tab.console") : name;
  const reason = consoleBlock(host.state) ?? blocked;
  if (reason === null) {
    return (
      <a href={href} className="key key-accent" aria-label={phone === "short" ? name : undefined}>
        <Icon name="console" />
        {text}
      </a>
    );
  }
  // The dock has room for what works alone.
  return phone ? null : (
    <>
      <Key icon="console" aria-disabled aria-describedby={whyId} title={t(`operations.reason.${reason}`)}>
        {text}
      </Key>
      <span id={whyId} className="sr-only">
        {t(`operations.reason.${reason}`)}
      </span>
    </>
  );
}
