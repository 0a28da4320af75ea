import { type NextRequest, NextResponse } from "next/server";
import { config as settings } from "./lib/config";
import { pageHeaders } from "./lib/security-headers";

/**
 * What the server in front of Next does for pages (`lib/server/http-server.ts`), for `next dev`, which runs without it: the name
 * keeps it out of builds, where a pass through a proxy would cost as much as a short answer.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const { asked, answered } = pageHeaders(settings())(pathname + search);
  const headers = new Headers(request.headers);
  for (const [name, value] of asked) {
    headers.set(name, value);
  }
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of answered) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = { matcher: "/((?!api/|_next/static/).*)" };
