import { isIP } from "node:net";
import { config } from "../../config";

/** The origin and the name that passkeys are bound to. */
export function passkeyPlace(): { origin: string; id: string } {
  const { panelOrigin } = config();
  return { origin: panelOrigin, id: new URL(panelOrigin).hostname };
}

/** Browsers make passkeys for names alone, and for those by https alone (or on this very machine). */
export function passkeysPossible(): boolean {
  const { id } = passkeyPlace();
  return isIP(id.replace(/^\[|\]$/g, "")) === 0 && (config().overHttps || id === "localhost");
}
