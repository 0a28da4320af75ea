import type { ReactNode } from "react";

/**
 * A name or an address: what is masked for who shares their screen (`public/mask.css`). The outer element stays, so that
 * a screen reader gets a word in its place.
 */
export const Secret = ({ children }: { children: ReactNode }) => (
  <span data-secret="">
    <span>{children}</span>
  </span>
);
