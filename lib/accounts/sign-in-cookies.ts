import "server-only";
import { cookies } from "next/headers";
import {
  cookieOptions,
  DEVICE_COOKIE_SECONDS,
  decodeSession,
  deviceCookie,
  encodeSession,
  sessionCookie,
} from "./session-cookie";
import { endSession, proveSid } from "./sessions";

/** Puts a new session into the browser. What it held before ends: a session is never carried over a sign-in. */
export async function setSessionCookie(accountId: string, sid: string, maxAgeSeconds: number): Promise<void> {
  const jar = await cookies();
  await endCookieSession();
  const value = await encodeSession(accountId, sid, maxAgeSeconds);
  jar.set(sessionCookie(), value, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

export async function setDeviceCookie(device: string): Promise<void> {
  (await cookies()).set(deviceCookie(), device, { ...cookieOptions(), maxAge: DEVICE_COOKIE_SECONDS });
}

/** Ends the session that the browser's cookie names, and takes the cookie back. */
export async function clearSessionCookie(): Promise<void> {
  await endCookieSession();
  (await cookies()).set(sessionCookie(), "", { ...cookieOptions(), maxAge: 0 });
}

async function endCookieSession(): Promise<void> {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const session = cookie ? await decodeSession(cookie) : null;
  const viewer = session && (await proveSid(session.accountId, session.sid));
  if (viewer) {
    await endSession(viewer.sessionId, "signed-out");
  }
}
