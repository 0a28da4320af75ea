"use client";

import { createContext, type ReactNode, use } from "react";
import { DRAWN_FOR } from "@/lib/action-result";

/** For which of a person's customers the forms inside are drawn; null: they have one. */
const DrawnFor = createContext<string | null>(null);

export const FormsDrawnFor = ({ value, children }: { value: string | null; children: ReactNode }) => (
  <DrawnFor value={value}>{children}</DrawnFor>
);

/** What every form says of it in a field of its own. */
export const useDrawnFor = (): Record<string, string> => {
  const value = use(DrawnFor);
  return value === null ? {} : { [DRAWN_FOR]: value };
};

/** The same for what a script sends without a form: as the frame around the page was drawn. */
export function setDrawnFor(form: FormData): void {
  const field = globalThis.document?.querySelector<HTMLInputElement>(`input[name=${DRAWN_FOR}]`);
  if (field && !form.has(DRAWN_FOR)) {
    form.set(DRAWN_FOR, field.value);
  }
}
