import "server-only";
import { currentRequest } from "./request-context";

/** Seconds after which a browser or a program may ask again. */
export const RETRY_AFTER_SECONDS = 5;

/**
 * Makes the answer that a page is drawn for a 503, for which Next has no function. To be called before the first byte, so
 * above any Suspense.
 */
export function answerUnavailable(): void {
  const response = currentRequest()?.response;
  if (response && !response.headersSent) {
    response.statusCode = 503;
    response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
  }
}
