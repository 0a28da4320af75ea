import { hkdfSync } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

// A build is public: whoever downloads a release can read what Next took as its secrets when it was built.

/**
 * What Next takes in place of the build's key, if it is in NEXT_SERVER_ACTIONS_ENCRYPTION_KEY at the start. It encrypts what
 * actions have bound. All instances have AUTH_SECRET, so what one encrypts another can read. 32 bytes in base64.
 */
export const actionsKey = (authSecret: string): string =>
  Buffer.from(hkdfSync("sha256", authSecret, "", "rstack-panel server actions", 32)).toString("base64");

/** With the build's preview id in them, they would make Next render anew, and show drafts. */
const ORDERS = [
  "x-prerender-revalidate",
  "x-prerender-revalidate-if-generated",
  "x-next-revalidated-tags",
  "x-next-revalidate-tag-token",
];
const DRAFT_COOKIE = /^\s*(__prerender_bypass|__next_preview_data)\s*=/;

/** Takes out of a request's headers what Next would obey for whoever knows the build. The panel uses none of it. */
export function dropOrders(headers: IncomingHttpHeaders): void {
  for (const name of ORDERS) {
    delete headers[name];
  }
  if (headers.cookie) {
    const cookies = headers.cookie.split(/; */);
    headers.cookie = cookies.filter((cookie) => !DRAFT_COOKIE.test(cookie)).join("; ");
  }
}
