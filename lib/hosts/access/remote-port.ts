/** What a customer may ask for: the system's own port, one that the master draws, or one of theirs. */
export const PORT_CHOICES = ["first", "random", "chosen"] as const;
export type PortChoice = (typeof PORT_CHOICES)[number];

export const HIGHEST_PORT = 65_535;

/** Five plain ASCII digits, 10000 to 65535; null for anything else (`1e4`, `010000`, `10000.0`, `１００００`). */
export function parseRemotePort(text: string): number | null {
  const port = /^[1-9][0-9]{4}$/.test(text) ? Number(text) : null;
  return port !== null && port <= HIGHEST_PORT ? port : null;
}

export type RemotePort = "first" | "random" | number;

/** What was chosen as the master is asked for it; null where the number is none. */
export function remotePortOf(choice: PortChoice, typed: string): RemotePort | null {
  return choice === "chosen" ? parseRemotePort(typed) : choice;
}

/** What a look at the host's remote port tells: whether it is what was asked for, and whether that is a change. */
export function readPortChange(
  wanted: RemotePort,
  before: number | null,
  now: number | null,
): { matches: boolean; changed: boolean } {
  const changed = before !== null && now !== null && before !== now;
  if (wanted === "random") {
    return { matches: changed && now !== 0, changed };
  }
  return { matches: now === (wanted === "first" ? 0 : wanted), changed };
}
