import "server-only";
import { decode, encode } from "next-auth/jwt";
import { config } from "../config";

/** `__Host-` needs Secure; without either only where plain http was allowed by name. */
export const cookieName = (name: string): string => `${config().secureCookies ? "__Host-" : ""}panel.${name}`;

export const cookieOptions = () => ({
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: config().secureCookies,
});

export const sessionCookie = (): string => cookieName("session");
export const deviceCookie = (): string => cookieName("device");
/** Of a sign-in that still waits for its second factor. */
export const pendingCookie = (): string => cookieName("pending");
/** For a while after signing out: the browser's other tabs still show what they showed, and should be told. */
export const leftCookie = (): string => cookieName("left");
export const LEFT_COOKIE_SECONDS = 600;
export const DEVICE_COOKIE_SECONDS = 400 * 24 * 3600;

/** The token carries who and which session, and no right: those are read from the rows on every request. */
export const encodeSession = (accountId: string, sid: string, maxAgeSeconds: number): Promise<string> =>
  encode({ token: { sub: accountId, sid }, secret: config().authSecret, maxAge: maxAgeSeconds });

/** Null for anything that this panel did not make, or that is older than it may be. */
export async function decodeSession(cookie: string): Promise<{ accountId: string; sid: string } | null> {
  try {
    const token = await decode({ token: cookie, secret: config().authSecret });
    return typeof token?.sub === "string" && typeof token.sid === "string"
      ? { accountId: token.sub, sid: token.sid }
      : null;
  } catch {
    return null;
  }
}
