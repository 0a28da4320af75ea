import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ActionResult } from "../action-result";
import { currentRequest } from "../request-context";

/**
 * The end of an action after which nothing of the page may stay. A form without JavaScript is redirected; a page with
 * it gets a plain success and loads the path anew itself, since a redirect would keep its memory.
 */
export async function leaveTo(path: string): Promise<ActionResult> {
  return (await headers()).has("next-action") ? { ok: true } : redirect(path);
}

/**
 * The end of a sign-out. The browser deletes all that pages and the service worker kept: the state of hosts, what was looked
 * for. Not its `"cache"`: nothing but files for everybody is in it, and Chromium takes seconds to empty that.
 */
export async function signedOutTo(path: string): Promise<ActionResult> {
  currentRequest()?.response?.setHeader("clear-site-data", '"storage"');
  return leaveTo(path);
}
