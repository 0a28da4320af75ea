import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { ActionResult } from "@/lib/action-result";
import type { HostFormAction } from "../power/use-power";
import { useSheet } from "../sheet-context";
import { askForConsole } from "./ask-for-console";
import type { HeldWindow } from "./opener-frame";
import { type ClosedWindow, useConsoleWindow } from "./use-console-window";

/** What the page says after a click. `behind`: it is open, and this page is still in front of it. */
export type ConsoleNote =
  | "opening"
  | "opened"
  | "opened-anew"
  | "in-front"
  | "behind"
  | "blocked"
  | "closed"
  | { failed: ActionResult };

/** A window that comes forward takes the focus from this page well within this. */
const COMES_WITHIN_MS = 400;

export interface ConsoleOpener {
  note: ConsoleNote | null;
  /** To be called within a click. `anew`: in the place of one that is open already. */
  open: (anew?: boolean) => void;
  /** The session was ended: its window shows nothing any more. */
  close: () => ClosedWindow;
}

/**
 * Opens the console at the click. The answer with the token is held in this call alone: no state of the page keeps it,
 * and none is drawn by the server.
 */
export function useOpenConsole(
  action: HostFormAction,
  onOpened: (until: string | null) => void,
): ConsoleOpener {
  const t = useTranslations("console");
  const { host } = useSheet();
  const [note, setNote] = useState<ConsoleNote | null>(null);
  const consoleWindow = useConsoleWindow();
  const until = useRef<string | null>(null);
  const coming = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(coming.current), []);

  const open = (anew = false) => {
    if (note === "opening") {
      return;
    }
    clearTimeout(coming.current);
    const hasRunOut = until.current !== null && Date.parse(until.current) <= Date.now();
    if (!anew && !hasRunOut && consoleWindow.comeForward()) {
      coming.current = setTimeout(
        () => setNote(document.hasFocus() ? "behind" : "in-front"),
        COMES_WITHIN_MS,
      );
      return;
    }
    const isAlone = consoleWindow.close() !== "left";
    const opened = consoleWindow.openEmpty({
      title: t("window.title", { name: host.name }),
      text: t("window.text", { name: host.name }),
    });
    if (!opened) {
      setNote("blocked");
      return;
    }
    setNote("opening");
    void ask(opened, isAlone);
  };

  const ask = async (opened: HeldWindow, isAlone: boolean) => {
    const result = await askForConsole(action, host.id);
    if (!result.ok || !result.handOff) {
      opened.close();
      setNote({ failed: result });
      return;
    }
    until.current = result.handOff.expiresAt;
    onOpened(result.handOff.expiresAt);
    const isFilled = consoleWindow.fill(opened, result.handOff);
    setNote(isFilled ? (isAlone ? "opened" : "opened-anew") : "closed");
  };

  const close = () => {
    clearTimeout(coming.current);
    setNote(null);
    return consoleWindow.close();
  };
  return { note, open, close };
}
