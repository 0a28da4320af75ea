import { blockOf, type HostCondition } from "@/lib/hosts/blocked-commands";

export const OPEN_CONSOLE = "open-console";
/** Why whoever looks can't open its console now; null where they can. It loses nothing, so no protection holds it back. */
export const consoleBlock = ({ state, guest }: Pick<HostCondition, "state" | "guest">) =>
  blockOf(OPEN_CONSOLE, { state, protected: false, guest }, null);
