/** The browser's time zone, for the server: pages are drawn in it where the account has none. Any value is checked on reading. */
export const ZONE_COOKIE = "panel.zone";

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * For the pages that follow; the sign-in's comes before any that shows a time. In a task of its own: to tell the zone takes a
 * phone 70 ms, which would hold up the page's start. An effect, with what to do with the zone once it is kept; returns how to
 * leave it.
 */
export function keepBrowserZone(kept?: (zone: string) => void): () => void {
  const timer = setTimeout(() => {
    const zone = browserZone();
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in all browsers
    document.cookie = `${ZONE_COOKIE}=${zone};path=/;max-age=34560000;samesite=lax`;
    kept?.(zone);
  });
  return () => clearTimeout(timer);
}
