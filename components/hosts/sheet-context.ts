import { createContext, use } from "react";
import type { HostView } from "@/lib/hosts/host-view";
import type { Blocked } from "./power/use-power";

/** What every page of a host may lean on: the host as it is known now, and what keeps all its keys flat. */
export interface Sheet {
  host: HostView;
  blocked: Blocked;
}

export const SheetContext = createContext<Sheet | null>(null);

/** For what stands on a host's page, below its head. */
export function useSheet(): Sheet {
  const sheet = use(SheetContext);
  if (!sheet) {
    throw new Error("useSheet stands outside of HostSheet");
  }
  return sheet;
}
