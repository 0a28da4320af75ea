"use client";

import { createContext, type ReactNode, use } from "react";

/** What this viewer can use at all, whatever the state of a host. */
export interface Offered {
  /** The provider set a way to the hosts' consoles. */
  consoles: boolean;
  /** Staff who look and do not touch. */
  readOnly: boolean;
}

const Context = createContext<Offered>({ consoles: false, readOnly: false });

export function OfferedAround({ offered, children }: { offered: Offered; children: ReactNode }) {
  return <Context value={offered}>{children}</Context>;
}

export const useOffered = (): Offered => use(Context);
