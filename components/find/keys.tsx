"use client";

import { Suspense, useEffect, useState } from "react";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { late } from "../ui/late";

const Shortcuts = late<{ role: Role; asked: number }>(async () => (await import("./shortcuts")).Shortcuts);

/** How long G waits for the key that says where to. */
const PAIR_MS = 1_500;

/**
 * Keys pressed alone, for the whole page. They know no control by name: what a key presses carries it as `data-key`, so a key
 * opens what the click opens. Rows are those of the page's tables and lists that lead somewhere.
 */
export function Keys({ role, on }: { role: Role; on: boolean }) {
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const ask = () => setAsked((times) => times + 1);
    let went = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const pair = event.timeStamp - went < PAIR_MS;
      went = Number.NEGATIVE_INFINITY;
      if (event.defaultPrevented || isElsewhere(event)) {
        return;
      }
      const menu = document.querySelector("[role=menu]:popover-open");
      if (key === "g" && !pair && !menu) {
        went = event.timeStamp;
      } else if (pair ? press(`g ${key}`) : menu ? press(key, menu) : act(key, event, ask)) {
        event.preventDefault();
      }
    };
    const onClick = ({ target }: MouseEvent) =>
      target instanceof Element && target.closest("[data-key='?']") && ask();
    if (on) {
      document.addEventListener("keydown", onKey, stop);
    }
    document.addEventListener("click", onClick, stop);
    return () => stop.abort();
  }, [on]);
  return asked > 0 ? (
    <Suspense>
      <Shortcuts role={role} asked={asked} />
    </Suspense>
  ) : null;
}

/** A field's letters are text, a dialog's keys its own, and with Ctrl, Alt or Cmd a key is the browser's. */
export function isElsewhere({ target, key, ...event }: KeyboardEvent | KeyPress): boolean {
  const isText =
    target instanceof Element &&
    target.closest(
      "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog], [role=slider]",
    );
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  return (
    isOther ||
    (event.shiftKey && /^[a-wyz]$/i.test(key)) ||
    !!isText ||
    !!document.querySelector("dialog[open]")
  );
}
type KeyPress = Pick<
  KeyboardEvent,
  "target" | "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
>;

/** Returns whether the key is one of ours. */
function act(key: string, { shiftKey }: KeyboardEvent, ask: () => void): boolean {
  const row = document.activeElement?.closest(ROW);
  switch (key) {
    case "?":
      ask();
      return true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "x":
      return !!row
        ?.querySelector("input[type=checkbox]")
        ?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
    case ".":
      return click(row?.querySelector("[aria-haspopup=menu]"));
    case "/": {
      const search = document.querySelector<HTMLElement>("main input[type=search]");
      search?.focus();
      return search !== null;
    }
    default:
      return /^[1-9]$/.test(key)
        ? click(document.querySelectorAll("main nav[data-tabs] a")[Number(key) - 1])
        : press(key);
  }
}

const ROW = "main :is(tbody tr, [data-list] li)";

/** To the link of the next row, or of the one before. */
function step(by: number): boolean {
  const rows = [...document.querySelectorAll(ROW)].filter((row) => row.checkVisibility() && linkOf(row));
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
  row?.scrollIntoView({ block: "nearest" });
  (row && linkOf(row))?.focus({ preventScroll: true });
  return row !== undefined;
}
const linkOf = (row: Element) => row.querySelector<HTMLElement>(".row-link, .host-name a, a[href]");

/** What carries the key; its focus comes back there when a question that it opened is over. */
function press(key: string, within: ParentNode = document): boolean {
  return click(within.querySelector(`[data-key="${CSS.escape(key.toUpperCase())}"]`));
}

function click(control: Element | null | undefined): boolean {
  if (!(control instanceof HTMLElement) || control.ariaDisabled === "true") {
    return false;
  }
  control.focus({ preventScroll: true });
  control.click();
  return true;
}
