import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostState } from "@/lib/operations/host-states";

export const OPEN_CONSOLE = "open-console";
/** Why no console can be opened in this state; null where one can. */
export const consoleBlock = (state: HostState) => blockOf(OPEN_CONSOLE, state, null);
