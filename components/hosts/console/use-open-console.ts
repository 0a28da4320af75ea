import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/action-result";
import { newFormKey } from "../host-fields";
import type { HostFormAction } from "../operate/use-host-operation";
import { answered } from "../power/use-power";
import { useSheet } from "../sheet-context";
import { useConsoleWindow } from "./use-console-window";

/** What the page says after a click. */
export type ConsoleNote = "opening" | "opened" | "kept" | "blocked" | "closed" | { failed: ActionResult };

export interface OpenConsole {
  note: ConsoleNote | null;
  /** To be called within a click. `anew`: also where one is open already. */
  open: (anew?: boolean) => void;
  /** The session was ended. */
  forget: () => void;
}

/**
 * Opens the console at the click. The answer with the token is held in this call alone: no state of the page keeps it,
 * and none is drawn by the server.
 */
export function useOpenConsole(
  action: HostFormAction,
  onOpened: (until: string | null) => void,
): OpenConsole {
  const t = useTranslations("console");
  const { host } = useSheet();
  const [note, setNote] = useState<ConsoleNote | null>(null);
  const consoleWindow = useConsoleWindow();
  const until = useRef<string | null>(null);

  const open = (anew = false) => {
    if (note === "opening") {
      return;
    }
    const hasRunOut = until.current !== null && Date.parse(until.current) <= Date.now();
    if (!anew && !hasRunOut && consoleWindow.comeForward()) {
      setNote("kept");
      return;
    }
    const opened = consoleWindow.openEmpty({
      title: t("window.title", { name: host.name }),
      text: t("window.text", { name: host.name }),
    });
    if (!opened) {
      setNote("blocked");
      return;
    }
    setNote("opening");
    void ask(opened);
  };

  const ask = async (opened: Window) => {
    const form = new FormData();
    form.set("vmid", host.id);
    form.set("kind", "open-console");
    form.set("formKey", newFormKey());
    const result = await answered(action)(null, form);
    if (!result.ok || !result.handOff) {
      opened.close();
      setNote({ failed: result });
      return;
    }
    until.current = result.handOff.expiresAt;
    onOpened(result.handOff.expiresAt);
    setNote(consoleWindow.fill(opened, result.handOff) ? "opened" : "closed");
  };

  const forget = () => {
    consoleWindow.forget();
    setNote(null);
  };
  return { note, open, forget };
}
