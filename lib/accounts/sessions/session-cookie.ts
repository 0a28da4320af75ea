import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { decode, encode } from "next-auth/jwt";
import { config } from "../../config";
import { perProcess } from "../../per-process";

/** `__Host-` needs `Secure`. Neither is used where `PANEL_URL` is plain http: on loopback, or allowed by name. */
export const cookieName = (name: string): string => `${config().overHttps ? "__Host-" : ""}panel.${name}`;

export const cookieOptions = () => ({
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: config().overHttps,
});

export const sessionCookie = (): string => cookieName("session");
/** Which row of `webhooks` this browser is, where it is told of what happens. It opens nothing. */
export const pushCookie = (): string => cookieName("push");
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

interface Held {
  accountId: string;
  sid: string;
}

/** Cookies that were decrypted lately: a page, its live stream and its reads all bring the same one. */
const decrypted = () => perProcess("session cookies", () => new LRUCache<string, Held>({ max: 5_000 }));

/** Null for anything that this panel did not make, or that is older than it may be. */
export async function decodeSession(cookie: string): Promise<Held | null> {
  const { authSecret } = config();
  const key = createHash("sha256").update(`${authSecret} ${cookie}`).digest("base64");
  const known = decrypted().get(key);
  if (known) {
    return known;
  }
  const token = await decode({ token: cookie, secret: authSecret }).catch(() => null);
  if (typeof token?.sub !== "string" || typeof token.sid !== "string") {
    return null;
  }
  const held = { accountId: token.sub, sid: token.sid };
  const leftMs = typeof token.exp === "number" ? token.exp * 1000 - Date.now() : 0;
  if (leftMs > 0) {
    decrypted().set(key, held, { ttl: leftMs });
  }
  return held;
}
