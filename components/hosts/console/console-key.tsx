import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { GetForm } from "@/components/ui/form/get-form";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import type { HostView } from "@/lib/hosts/host-view";
import { useOffered } from "../offered";
import type { Blocked } from "../power/use-power";
import { consoleBlock, OPEN_CONSOLE } from "./console-block";
import { openConsoleWindow } from "./opener";

const pathOf = (vmId: string) => `/hosts/${vmId}/console`;

interface OpenKeyProps {
  vmId: string;
  accent?: true;
  /** Where the button shows less than its whole name. */
  text?: string;
}

/** What a document's first script keeps of a press that came before this one (`lib/cli/sending/scripts-after-paint.ts`). */
interface Holding {
  holdForm?: EventListener;
  heldForm?: HTMLFormElement;
}

/** Opens the console at the click. Without a script, or where the browser blocks the window, it leads to the console's page. */
export function OpenConsoleKey({ vmId, accent, text }: OpenKeyProps) {
  const name = useTranslations("operations.kind")(OPEN_CONSOLE);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const page = window as Holding;
    if (page.holdForm) {
      document.removeEventListener("submit", page.holdForm, true);
    }
    if (page.heldForm && page.heldForm === form.current) {
      page.heldForm = undefined;
      form.current.requestSubmit();
    }
  }, []);
  return (
    <GetForm
      ref={form}
      data-held
      action={pathOf(vmId)}
      onSubmit={(event) => {
        if (openConsoleWindow(vmId)) {
          event.preventDefault();
        }
      }}
    >
      <Key type="submit" icon="console" variant={accent && "accent"} aria-label={text && name}>
        {text ?? name}
      </Key>
    </GetForm>
  );
}

const NOT_YET: ReadonlySet<HostView["state"]> = new Set(["setting-up", "paused", "saved", "over-traffic"]);

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
  // Where the provider set no way there, the tab alone stays: its page says whom to ask.
  const at = usePathname();
  const name = t(`operations.kind.${OPEN_CONSOLE}`);
  if (!consoles) {
    return null;
  }
  if (at === pathOf(host.id)) {
    // The keys beside it stand where they stand on every tab.
    return phone ? null : (
      <span className="key invisible" aria-hidden="true">
        <Icon name="console" />
        {name}
      </span>
    );
  }
  const reason = consoleBlock(host.state) ?? blocked;
  if (reason === null) {
    // Where it is only to watch, or Start or more traffic comes first, it isn't the page's one accent.
    const isReady = NOT_YET.has(host.state) ? undefined : true;
    return (
      <OpenConsoleKey
        vmId={host.id}
        accent={isReady}
        text={phone === "short" ? t("host.tab.console") : undefined}
      />
    );
  }
  // The dock has room for what works alone.
  return phone ? null : (
    <>
      <Key icon="console" aria-disabled aria-describedby={whyId} title={t(`operations.reason.${reason}`)}>
        {name}
      </Key>
      <span id={whyId} className="sr-only">
        {t(`operations.reason.${reason}`)}
      </span>
    </>
  );
}
