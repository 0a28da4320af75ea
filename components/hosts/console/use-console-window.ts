import { useEffect, useRef } from "react";
import type { HandOff } from "@/lib/hosts/console/console-view";
import { sendHandOff } from "./ask-for-console";
import { CONSOLE_FEATURES } from "./opener";
import { type HeldWindow, OpenerFrame } from "./opener-frame";

export type ClosedWindow = "none" | "gone" | "left";

/** The one window of a host's console. Each that is opened has its own name. */
export interface ConsoleWindow {
  /** Whether one that was filled is still there. It is asked to come forward, which not every browser does. */
  comeForward(): boolean;
  /** Closes the one that is there, and forgets it. `left`: the browser keeps it all the same. */
  close(): ClosedWindow;
  /** Within a click, or browsers block it; null where they did all the same. */
  openEmpty(says: { title: string; text: string }): HeldWindow | null;
  /** Sends the form into it. False where it was closed meanwhile. */
  fill(into: HeldWindow, form: HandOff): boolean;
}

export function useConsoleWindow(): ConsoleWindow {
  const kept = useRef<HeldWindow | null>(null);
  const frame = useRef<OpenerFrame | null>(null);
  useEffect(() => {
    const made = new OpenerFrame();
    frame.current = made;
    return () => made.remove();
  }, []);
  return {
    comeForward() {
      if (!kept.current || kept.current.window.closed) {
        return false;
      }
      kept.current.raise();
      return true;
    },
    close() {
      const held = kept.current;
      kept.current = null;
      if (!held || held.window.closed) {
        return "none";
      }
      return held.close() ? "gone" : "left";
    },
    openEmpty({ title, text }) {
      const name = `console-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
      const opened = frame.current?.open(name, CONSOLE_FEATURES) ?? null;
      if (opened) {
        say(opened.window.document, title, text);
      }
      return opened;
    },
    fill(into, form) {
      if (into.window.closed) {
        return false;
      }
      sendHandOff(form, into.window.name);
      kept.current = into;
      return true;
    },
  };
}

/** What stands in the window while the master is asked; by text alone, in the colours of the person's own screen. */
function say(page: Document, title: string, text: string): void {
  page.title = title;
  page.documentElement.style.colorScheme = "light dark";
  const line = page.createElement("p");
  line.textContent = text;
  line.style.cssText = "margin: 20vh 24px 0; font: 16px/1.5 system-ui, sans-serif; text-align: center";
  page.body.replaceChildren(line);
}
