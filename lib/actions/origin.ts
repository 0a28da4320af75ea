import { log } from "../log";
import { perProcess } from "../per-process";

const MOST_TOLD = 20;

/** A page at another address than PANEL_URL can send nothing: told once for each such address, with both. */
function tellOtherOrigin(headers: Headers, panelOrigin: string): void {
  const origin = (headers.get("origin") ?? "none").slice(0, 200);
  const told = perProcess("other origins told", () => new Set<string>());
  const isOwnPage = headers.get("sec-fetch-site") === "same-origin";
  if (isOwnPage && origin !== panelOrigin && !told.has(origin) && told.size < MOST_TOLD) {
    told.add(origin);
    log.warn(
      { origin, panelUrl: panelOrigin },
      "a page of the panel was opened at another address than PANEL_URL, so its forms are refused: open it at PANEL_URL, or correct the setting",
    );
  }
}

/**
 * Whether a request that changes something came from a page of ours. A browser sends `Origin` with every POST, so a
 * missing one is refused too: Next itself lets it pass.
 */
export function isOwnOrigin(headers: Headers, panelOrigin: string): boolean {
  const site = headers.get("sec-fetch-site");
  const isOwn = headers.get("origin") === panelOrigin && (site === null || site === "same-origin");
  if (!isOwn) {
    tellOtherOrigin(headers, panelOrigin);
  }
  return isOwn;
}
