import "server-only";
import { permanentRedirect } from "next/navigation";
import { currentRequest } from "./request-context";

/** Seconds after which a browser or a program may ask again. */
export const RETRY_AFTER_SECONDS = 5;
/** As long as a request waits for a turn within its account's share. */
export const BUSY_SECONDS = 10;

/**
 * Makes the answer that a page is drawn for a 503, for which Next has no function. To be called before the first byte, so
 * above any Suspense.
 */
export const answerUnavailable = (): void => answerLater(503, RETRY_AFTER_SECONDS);

/** The same for a 429. */
export const answerTooMany = (): void => answerLater(429, BUSY_SECONDS);

function answerLater(status: number, seconds: number): void {
  const response = currentRequest()?.response;
  if (response && !response.headersSent) {
    response.statusCode = status;
    response.setHeader("retry-after", String(seconds));
  }
}

/**
 * The end of a page at an old address: a 308 to where that is now, which no browser keeps. To be called after the proof
 * that the page itself asked for (`requireViewer`, `requireStaff`, `requirePageHost`), and above any Suspense, so that who
 * may not see it gets the same answer as before. `to` is a path of the panel, and may have an anchor.
 */
export function leadTo(to: string): never {
  const response = currentRequest()?.response;
  if (response && !response.headersSent) {
    response.setHeader("cache-control", "no-store");
  }
  permanentRedirect(to);
}
