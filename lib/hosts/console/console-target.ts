import "server-only";
import { config } from "@/lib/config";
import { consoleOriginFor, consoleOrigins } from "@/lib/console-hosts";
import { log } from "@/lib/log";

/** Whether the provider allowed any node at all. */
export const consolesAreOffered = (): boolean => config().console.hosts.length > 0;

/** Whether some allowed way is plain HTTP: what is said while the master hasn't named the host's own yet. */
export const someWayIsPlain = (): boolean =>
  consoleOrigins(config().console.hosts).some((origin) => origin.startsWith("http:"));

/** The origin to hand a console to; null where the provider didn't allow what the master names, which the log then tells. */
export function targetOf(server: string, vmId: string): string | null {
  const { console, panelOrigin } = config();
  const origin = consoleOriginFor(server, console.hosts, panelOrigin);
  if (origin === null) {
    // Host and port alone: the rest could be anything, a token too.
    const named = URL.canParse(server) ? new URL(server).host : "nothing that can be read";
    log.warn({ vmId, named }, "a console's server is not among CONSOLE_HOSTS");
  }
  return origin;
}
