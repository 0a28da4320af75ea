import type { ReactNode } from "react";

/** The words of a key with an icon: on a phone, where the keys of a list share one line, they are only heard. */
export const DeskText = ({ children }: { children: ReactNode }) => (
  <span className="desk-text">{children}</span>
);
