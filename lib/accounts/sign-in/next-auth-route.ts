import "server-only";
import { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import NextAuth from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { config, settingsForNextAuth } from "../../config";
import { log } from "../../log";
import { currentCaller, takeAnonymousPoint } from "../caller";
import { finishOidc } from "../oidc/flow";
import { safeRedirect } from "../safe-path";
import { endSession } from "../sessions/end-sessions";
import { cookieName, cookieOptions, sessionCookie } from "../sessions/session-cookie";
import { proveSid } from "../sessions/sessions";
import { signInWith } from "./sign-in";
import { endCookieSession, setDeviceCookie } from "./sign-in-cookies";

type Context = { params: Promise<{ nextauth: string[] }> };

/** A name and a password are small; nothing here needs more. */
const LARGEST_BODY = 16 * 1024;

/** next-auth's handler behind our own limits. Its forms carry a token against forgery; a foreign `Origin` is refused before. */
export async function nextAuthRoute(request: NextRequest, context: Context): Promise<Response> {
  const origin = request.headers.get("origin");
  if (request.method !== "GET" && origin !== null && origin !== config().panelOrigin) {
    return refuse(403, "wrong-origin");
  }
  if (
    request.method === "GET" &&
    config().oidc &&
    new URL(request.url).pathname === "/api/auth/callback/oidc"
  ) {
    return finishOidc(request);
  }
  // No other provider's answer comes by a link, and next-auth fails on it.
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

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Is told where a sign-in was refused for a limit: the seconds to wait. */
type OnLimit = (waitSeconds: number) => void;

/** Through the same throttle, password and status as the page's form. Null for every failure: no text may tell more. */
async function authorize(given: Record<string, string> | undefined, onLimit: OnLimit) {
  const [login, password] = [text(given?.login), text(given?.password)];
  if (!login || !password || login.length > 254 || password.length > 1024) {
    return null;
  }
  const caller = await currentCaller();
  const limited = await takeAnonymousPoint(caller);
  if (limited > 0) {
    onLimit(limited);
    return null;
  }
  const result = await signInWith({ login, password }, caller);
  if (!result.ok && result.waitSeconds !== undefined) {
    if (result.device) {
      // Its place in the waiting queue.
      await setDeviceCookie(result.device);
    }
    onLimit(result.waitSeconds);
  }
  // Its form has no second step: whoever has a second factor comes in by the page.
  if (!result.ok || result.step !== "in") {
    return null;
  }
  // A session is never carried over a sign-in: the browser's cookie names the new one from now on.
  await endCookieSession();
  return { id: result.account.id, sid: result.sid };
}

/**
 * next-auth's own route: its sign-in, sign-out and session answers, on our rows. Made for each request, since nothing may
 * read the settings while the panel is built.
 */
export function authOptions(onLimit: OnLimit): NextAuthOptions {
  const cookie = (name: string) => ({ name: cookieName(name), options: cookieOptions() });
  return {
    secret: config().authSecret,
    useSecureCookies: config().overHttps,
    debug: false,
    pages: { signIn: "/sign-in", signOut: "/account", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: Math.ceil(config().sessions.customer.maxMs / 1000) },
    cookies: {
      sessionToken: { name: sessionCookie(), options: cookieOptions() },
      csrfToken: cookie("csrf"),
      callbackUrl: cookie("callback"),
    },
    providers: [
      CredentialsProvider({
        name: "password",
        credentials: { login: { type: "text" }, password: { type: "password" } },
        authorize: (given) => authorize(given, onLimit),
      }),
    ],
    callbacks: {
      // What a browser sends to the session route (`trigger: "update"`) is never merged: the token names who and which
      // session, and nothing else.
      async jwt({ token, user }) {
        if (user && "sid" in user && typeof user.sid === "string") {
          return { sub: user.id, sid: user.sid };
        }
        const { sub, sid } = token;
        if (typeof sub !== "string" || typeof sid !== "string") {
          throw new Error("no session of ours");
        }
        if (!(await proveSid(sub, sid))) {
          throw new Error("the session is over");
        }
        return { sub, sid };
      },
      async session({ session, token }) {
        const viewer = await proveSid(String(token.sub), String(token.sid));
        return { expires: session.expires, ...(viewer && { user: { name: viewer.displayName } }) };
      },
      redirect: ({ url }) => safeRedirect(url),
    },
    events: {
      async signOut({ token }) {
        const viewer = await proveSid(String(token?.sub), String(token?.sid));
        if (viewer) {
          await endSession(viewer.sessionId, "signed-out");
        }
      },
    },
    logger: {
      // A dead session is an everyday thing, and next-auth calls it an error.
      error: (code) => log.debug({ code }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}
