import { type NextRequest, NextResponse } from "next/server";
import { config as settings } from "./lib/config";
import { consoleOrigins } from "./lib/console-hosts";
import { consoleRules, contentSecurityPolicy, securityHeaders } from "./lib/security-headers";

/**
 * Headers and nothing else. Who may do what is decided in each page, action and route: a proxy can be gone round.
 * Next takes the nonce out of the request's own policy header and puts it on its scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
  const { overHttps, console } = settings();
  const rules = {
    overHttps,
    ...consoleRules(request.nextUrl.pathname, consoleOrigins(console.hosts)),
  };
  const policy = contentSecurityPolicy(nonce, rules);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-panel-path", pathOf(request.nextUrl));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of securityHeaders(rules)) {
    response.headers.set(name, value);
  }
  return response;
}

/** What the page itself can't know: where it is, for the way back after signing in. Next's own parameter is no part of it. */
function pathOf({ pathname, searchParams }: URL): string {
  const search = new URLSearchParams(searchParams);
  search.delete("_rsc");
  return search.size === 0 ? pathname : `${pathname}?${search}`;
}

// Pages alone. Files and JSON get their headers from the server in front of Next (`lib/cli/http-server.ts`): a pass
// through here costs about as much as a short answer.
export const config = { matcher: "/((?!api/|_next/static/).*)" };
