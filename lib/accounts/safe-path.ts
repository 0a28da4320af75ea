import { config } from "../config";
import type { Role } from "./sessions/viewer";

const PLACES: Record<"customer" | "staff", RegExp> = {
  customer: /^\/(hosts|activity|account)(\/|\?|$)/,
  staff: /^\/(admin|account)(\/|\?|$)/,
};

export const homeOf = (role: Role): "/hosts" | "/admin" => (role === "customer" ? "/hosts" : "/admin");

/**
 * Where to go after sign-in: a path of our own that this role has, else its home. A browser reads `//evil`, `/\evil` and
 * a path with control characters as something else than a path, so nothing but plain ones pass.
 */
export function safePath(wanted: string | undefined, role: Role): string {
  const plain = wanted && /^\/[A-Za-z0-9/_\-.~?=&%]*$/.test(wanted) && !wanted.includes("//") ? wanted : null;
  const url =
    plain && URL.canParse(plain, config().panelOrigin) ? new URL(plain, config().panelOrigin) : null;
  const path = url && url.origin === config().panelOrigin ? url.pathname + url.search : null;
  return path && PLACES[role === "customer" ? "customer" : "staff"].test(path) ? path : homeOf(role);
}

/**
 * The sign-in page, which leads back to `from` where that is a place of this panel; a home needs no telling. With `ended`
 * it says that a session has ended.
 */
export function signInFrom(from: string | null, ended = false): string {
  const wanted = from ?? undefined;
  const known = (["customer", "admin"] as const).some(
    (role) => safePath(wanted, role) === from && from !== homeOf(role),
  );
  const search = new URLSearchParams({
    ...(known && from ? { next: from } : {}),
    ...(ended ? { ended: "1" } : {}),
  });
  return search.size === 0 ? "/sign-in" : `/sign-in?${search}`;
}

/** next-auth's redirect callback: only to places of ours, whatever was asked for. */
export function safeRedirect(wanted: string): string {
  const { panelOrigin } = config();
  const path = wanted.startsWith(`${panelOrigin}/`) ? wanted.slice(panelOrigin.length) : wanted;
  const known = [safePath(path, "customer"), safePath(path, "admin")].find((p) => p === path);
  return panelOrigin + (known ?? "/sign-in");
}
