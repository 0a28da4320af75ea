import type { HostView } from "./host-view";

/** What a person has to type before something of the host is lost: its name as every page shows it, blanks around it aside. */
export const typedNameMatches = (host: Pick<HostView, "name">, typed: string): boolean =>
  typed.trim() === host.name.trim();
