import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ActionResult } from "../action-result";

/**
 * The end of an action after which nothing of the page may stay. A form without JavaScript is redirected; a page with
 * it gets a plain success and loads the path anew itself, since a redirect would keep its memory.
 */
export async function leaveTo(path: string): Promise<ActionResult> {
  return (await headers()).has("next-action") ? { ok: true } : redirect(path);
}
