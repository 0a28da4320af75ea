import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { config, settingsForNextAuth } from "../../config";
import { log } from "../../log";
import { authOptions } from "./next-auth";

type Context = { params: Promise<{ nextauth: string[] }> };

/** A name and a password are small; nothing here needs more. */
const LARGEST_BODY = 16 * 1024;

/** next-auth's handler behind our own limits. Its forms carry a token against forgery; a foreign `Origin` is refused before. */
export async function nextAuthRoute(request: NextRequest, context: Context): Promise<Response> {
  const origin = request.headers.get("origin");
  if (request.method !== "GET" && origin !== null && origin !== config().panelOrigin) {
    return refuse(403, "wrong-origin");
  }
  // There is no other provider whose answer comes by a link, and next-auth fails on it.
  if (request.method === "GET" && new URL(request.url).pathname.endsWith("/callback/credentials")) {
    return refuse(405, "method-not-allowed", { allow: "POST" });
  }
  const body = await readSmall(request);
  if (body === null) {
    return refuse(413, "too-large");
  }
  const { method, headers } = request;
  const whole = new NextRequest(
    request.url,
    method === "POST" ? { method, headers, body } : { method, headers },
  );
  settingsForNextAuth(config());
  let waitSeconds = 0;
  try {
    const response: Response = await NextAuth(
      whole,
      context,
      authOptions((seconds) => {
        waitSeconds = seconds;
      }),
    );
    if (waitSeconds > 0) {
      return refuse(429, "too-many", { "retry-after": String(waitSeconds) });
    }
    response.headers.set("cache-control", "no-store");
    return response;
  } catch {
    return refuse(400, "invalid");
  }
}

function refuse(status: number, error: string, more: Record<string, string> = {}): Response {
  log.info({ status, code: error }, "a request to next-auth was refused");
  return Response.json({ error }, { status, headers: { "cache-control": "no-store", ...more } });
}

/** The body as text, or null as soon as it is too large: its announced length proves nothing. */
async function readSmall(request: Request): Promise<string | null> {
  const reader = request.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > LARGEST_BODY) {
      await reader?.cancel();
      return null;
    }
    parts.push(read.value);
  }
  return Buffer.concat(parts).toString("utf8");
}
