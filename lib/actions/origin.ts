/**
 * Whether a request that changes something came from a page of ours. A browser sends `Origin` with every POST, so a
 * missing one is refused too: Next itself lets it pass.
 */
export function isOwnOrigin(headers: Headers, panelOrigin: string): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.get("origin") === panelOrigin && (site === null || site === "same-origin");
}
