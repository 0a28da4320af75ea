import type { ReactNode } from "react";

/** In place of a value where there is none. */
export const Unset = ({ children }: { children: ReactNode }) => (
  <span className="text-ink-3">{children}</span>
);
