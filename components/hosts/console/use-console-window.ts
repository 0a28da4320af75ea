import { useRef } from "react";
import type { HandOff } from "@/lib/hosts/console/console-view";

/** As large as a common console; a phone takes it for a tab of its own. */
const FEATURES = "popup,width=1080,height=780";

/**
 * The one window of a host's console. Its opener is cut, or the node's page could send the panel elsewhere; from then on
 * it is not ours. Tried by clicks in Chromium 156, whoever cuts the opener, we or the window's own document: `focus()`
 * isn't heard, `close()` does nothing, and `open("", NAME)` makes another, empty window; with the opener left, each does
 * its work. So the page asks, sees whether it was heard, and says where the console is. Each window has its own name.
 */
export interface ConsoleWindow {
  /** Whether one that was filled is still there. It is asked to come forward, which not every browser does. */
  comeForward(): boolean;
  /** Asks the one that is there to close. False where it is there all the same. */
  close(): boolean;
  /** Within a click, or browsers block it; null where they did all the same. */
  openEmpty(says: { title: string; text: string }): Window | null;
  /** Its session is over: what it shows leads nowhere any more, and the next click opens another. */
  forget(): void;
  /** Sends the form into it. False where it was closed meanwhile. */
  fill(into: Window, form: HandOff): boolean;
}

export function useConsoleWindow(): ConsoleWindow {
  const kept = useRef<Window | null>(null);
  return {
    comeForward() {
      if (!kept.current || kept.current.closed) {
        return false;
      }
      kept.current.focus();
      return true;
    },
    close() {
      kept.current?.close();
      const isGone = kept.current?.closed ?? true;
      kept.current = null;
      return isGone;
    },
    forget() {
      kept.current = null;
    },
    openEmpty({ title, text }) {
      const opened = window.open(
        "about:blank",
        `console-${crypto.getRandomValues(new Uint32Array(2)).join("")}`,
        FEATURES,
      );
      if (!opened || opened.closed) {
        return null;
      }
      // Before anything else: what comes into this window must have no way back into the panel.
      opened.opener = null;
      say(opened.document, title, text);
      return opened;
    },
    fill(into, form) {
      if (into.closed) {
        return false;
      }
      send(form, into.name);
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

/** From this page, whose policy allows it; the form is gone from it as soon as it is sent. */
function send({ method, action, fields }: HandOff, target: string): void {
  const form = document.createElement("form");
  form.method = method;
  form.action = action;
  form.target = target;
  form.hidden = true;
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  // Not `form.submit()`: a field may be named so.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}
