import type { HostView } from "./host-view";

/** What a person types before something of the host is lost: its name as pages show it. Blanks around it are ignored. */
export const typedNameMatches = (host: Pick<HostView, "name">, typed: string): boolean =>
  typed.trim() === host.name.trim();
