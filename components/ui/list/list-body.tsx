"use client";

import type { MouseEvent, ReactNode } from "react";

/** A click anywhere in a row that presses or selects nothing follows the row's link. */
export function followRow({ target }: MouseEvent<HTMLElement>) {
  if (!(target instanceof Element) || target.closest("a, button, form, label, dialog, [popover]")) {
    return;
  }
  if (!window.getSelection()?.toString()) {
    target.closest("tr")?.querySelector<HTMLElement>(".row-link")?.click();
  }
}

export const ListBody = ({ children }: { children: ReactNode }) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard reaches the row's link itself
  <tbody onClick={followRow} className="max-md:block">
    {children}
  </tbody>
);
