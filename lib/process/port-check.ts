import { once } from "node:events";
import { createServer } from "node:net";
import type { Config } from "../config";

type Place = Pick<Config, "listenAddress" | "port">;

/** Why nothing can listen there; null for a cause that has no words. */
export function listenWords(code: string | undefined, { listenAddress, port }: Place): string | null {
  const words: Record<string, string> = {
    EADDRINUSE: `PORT: something listens at ${listenAddress}:${port} already: another instance of the panel, or another program`,
    EACCES: `PORT: this user may not listen at ${port}. Take a port above 1023, and let nginx listen at 443`,
    EADDRNOTAVAIL: `LISTEN_ADDRESS: this machine has no address ${listenAddress}`,
  };
  return words[code ?? ""] ?? null;
}

/** Listens for a moment: whoever can't is told before the database is touched. */
export async function portFaults(place: Place): Promise<string[]> {
  const server = createServer();
  try {
    await once(server.listen(place.port, place.listenAddress), "listening");
    await once(server.close(), "close");
    return [];
  } catch (error) {
    const words = listenWords((error as NodeJS.ErrnoException).code, place);
    return words ? [words] : [];
  }
}
