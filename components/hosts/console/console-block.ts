import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostState } from "@/lib/operations/host-states";

export const OPEN_CONSOLE = "open-console";
/** Why no console can be opened in this state; null where one can. It loses nothing, so no protection holds it back. */
export const consoleBlock = (state: HostState) => blockOf(OPEN_CONSOLE, { state, protected: false }, null);
