import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { GetForm } from "@/components/ui/form/get-form";
import type { HostView } from "@/lib/hosts/host-view";
import { isHeld } from "@/lib/operations/host-states";
import { useOffered } from "../offered";
import type { PowerControls } from "../power/use-power";
import { consoleBlock, OPEN_CONSOLE } from "./console-block";
import { openConsoleWindow } from "./opener";

interface OpenKeyProps {
  vmId: string;
  accent?: boolean;
  /** On a phone it takes the room that the buttons beside it leave, and stands first. */
  wide?: true;
  /** Its sign alone, in a row. */
  bare?: true;
}

/** What a document's first script keeps of a press that came before this one (`lib/server/scripts-after-paint.ts`). */
interface Holding {
  holdForm?: EventListener;
  heldForm?: HTMLFormElement;
}

/** Opens the console at the click. Without a script, or where the browser blocks the window, the window's page takes the place of this one. */
export function OpenConsoleKey({ vmId, accent, wide, bare }: OpenKeyProps) {
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
      className={wide && "max-md:-order-1 max-md:flex-1"}
      action={`/hosts/${vmId}/console/window`}
      onSubmit={(event) => {
        if (openConsoleWindow(vmId)) {
          event.preventDefault();
        }
      }}
    >
      <Button
        type="submit"
        data-key={wide && "C"}
        icon="console"
        variant={bare ? "ghost" : accent ? "primary" : "default"}
        className={wide && "max-md:w-full"}
        aria-label={bare && name}
      >
        {bare ? null : name}
      </Button>
    </GetForm>
  );
}

interface ConsoleButtonProps {
  host: HostView;
  power: PowerControls;
}

/** In the head of a host's pages, at the same place on each. */
export function ConsoleButton({ host, power }: ConsoleButtonProps) {
  const t = useTranslations("operations");
  const whyId = useId();
  if (!useOffered().consoles) {
    return null;
  }
  const reason = consoleBlock(host) ?? power.blocked;
  if (reason === null) {
    // Where something goes on, or Start or more traffic comes first, it isn't the page's one filled button.
    return <OpenConsoleKey vmId={host.id} accent={host.state === "running" && !power.inProgress} wide />;
  }
  // A host that can't be used at all has no place for what doesn't work.
  return isHeld(host.state) ? null : (
    <>
      <Button
        icon="console"
        className="max-md:flex-1"
        aria-disabled
        aria-describedby={whyId}
        title={t(`reason.${reason}`)}
      >
        {t(`kind.${OPEN_CONSOLE}`)}
      </Button>
      <span id={whyId} className="sr-only">
        {t(`reason.${reason}`)}
      </span>
    </>
  );
}
