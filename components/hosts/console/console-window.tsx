"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionCode, ActionResult } from "@/lib/action-result";
import type { HostFormAction } from "../power/use-power";
import { askForConsole, sendHandOff } from "./ask-for-console";
import { OPEN_IN_WINDOW, WINDOW_IS_READY } from "./opener";
import { useConsoleProblem } from "./use-console-problem";

/** Who has to show who they are does so on a page with room for it: the console page, which leads on where it must. */
const FOR_THE_PAGE: ReadonlySet<ActionCode> = new Set<ActionCode>([
  "prove-again",
  "set-up-first",
  "signed-out",
]);

interface ConsoleWindowProps {
  host: { id: string; name: string };
  scriptCommand: HostFormAction;
}

/**
 * What stands in a console's window until the node's page takes its place. It asks for the console when the page that
 * opened it says so, or when its own button is pressed; never because somebody came to its address.
 */
export function ConsoleWindow({ host, scriptCommand }: ConsoleWindowProps) {
  const t = useTranslations("console");
  const problem = useConsoleProblem();
  const [state, setState] = useState<"waits" | "opening" | { failed: ActionResult }>("waits");
  const asked = useRef(false);

  const open = async () => {
    if (asked.current) {
      return;
    }
    asked.current = true;
    setState("opening");
    const result = await askForConsole(scriptCommand, host.id);
    if (result.ok && result.handOff) {
      // The policies cut this tie; in a browser that doesn't know them this does.
      window.opener = null;
      sendHandOff(result.handOff, "_self");
    } else if (!result.ok && FOR_THE_PAGE.has(result.code)) {
      location.replace(pageOf(host.id));
    } else {
      asked.current = false;
      setState({ failed: result });
    }
  };
  useOpenersWord(open);
  useEffect(() => {
    // Back from the node's page: nothing is being opened any more.
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) {
        asked.current = false;
        setState("waits");
      }
    };
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, []);

  return (
    <>
      <div role="status">
        {typeof state === "object" ? (
          <NoticeLine tone="alert">{problem(state.failed)}</NoticeLine>
        ) : state === "opening" ? (
          <NoticeLine tone="busy">{t("note.opening")}</NoticeLine>
        ) : null}
      </div>
      <div className="console-open">
        <Key icon="console" variant="accent" aria-busy={state === "opening" || undefined} onClick={open}>
          {t("open")}
        </Key>
        <KeyLink href={pageOf(host.id)} plainLink>
          {t("window.page", { name: host.name })}
        </KeyLink>
      </div>
    </>
  );
}

const pageOf = (vmId: string) => `/hosts/${vmId}/console`;

function useOpenersWord(open: () => void): void {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    const opener: Window | null = window.opener;
    if (!opener) {
      return;
    }
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source === opener && origin === location.origin && data === OPEN_IN_WINDOW) {
        latest.current();
      }
    };
    addEventListener("message", hear);
    opener.postMessage(WINDOW_IS_READY, location.origin);
    return () => removeEventListener("message", hear);
  }, []);
}
