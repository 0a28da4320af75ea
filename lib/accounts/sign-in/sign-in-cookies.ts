import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { keepPush } from "../../notifications/webhooks/push";
import { safePath } from "../safe-path";
import { tokenHash } from "../secrets";
import { endSession } from "../sessions/end-sessions";
import {
  cookieOptions,
  DEVICE_COOKIE_SECONDS,
  decodeSession,
  deviceCookie,
  encodeSession,
  LEFT_COOKIE_SECONDS,
  leftCookie,
  pendingCookie,
  pushCookie,
  sessionCookie,
} from "../sessions/session-cookie";
import { proveSid } from "../sessions/sessions";
import type { Entry } from "./enter";

/** Puts a new session into the browser. What it held before ends: a session is never carried over a sign-in. */
export async function setSessionCookie(accountId: string, sid: string, maxAgeSeconds: number): Promise<void> {
  const jar = await cookies();
  const push = await pushHere();
  if (push) {
    await keepPush(push, accountId, tokenHash(sid));
  }
  await endCookieSession();
  const value = await encodeSession(accountId, sid, maxAgeSeconds);
  jar.set(sessionCookie(), value, { ...cookieOptions(), maxAge: maxAgeSeconds });
  jar.set(leftCookie(), "", { ...cookieOptions(), maxAge: 0 });
}

/** Which row of `webhooks` this browser says that it is. */
export async function pushHere(): Promise<string | null> {
  return z.uuid().safeParse((await cookies()).get(pushCookie())?.value).data ?? null;
}

/** From now on this browser is that row. */
export async function setPushCookie(id: string): Promise<void> {
  (await cookies()).set(pushCookie(), id, { ...cookieOptions(), maxAge: DEVICE_COOKIE_SECONDS });
}

/** Puts the entry into the browser. Returns where to go: the second factor comes before what was `wanted`. */
export async function setEntryCookie(entry: Entry, wanted: string | undefined): Promise<string> {
  const path = safePath(wanted, entry.account.role);
  if (entry.step === "in") {
    await clearPendingCookie();
    await setSessionCookie(entry.account.id, entry.sid, entry.maxAgeSeconds);
    return path;
  }
  await clearSessionCookie();
  (await cookies()).set(pendingCookie(), entry.pending, { ...cookieOptions(), maxAge: entry.maxAgeSeconds });
  return secondFactorBefore(path);
}

/** The question for the second factor, which leads on to `path`. */
export const secondFactorBefore = (path: string): string => `/second-factor?next=${encodeURIComponent(path)}`;

export async function clearPendingCookie(): Promise<void> {
  (await cookies()).set(pendingCookie(), "", { ...cookieOptions(), maxAge: 0 });
}

export async function setDeviceCookie(device: string): Promise<void> {
  (await cookies()).set(deviceCookie(), device, { ...cookieOptions(), maxAge: DEVICE_COOKIE_SECONDS });
}

/** Ends the session that the browser's cookie names, and takes the cookie back. */
export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies();
  if (await endCookieSession()) {
    jar.set(leftCookie(), "1", { ...cookieOptions(), maxAge: LEFT_COOKIE_SECONDS });
  }
  jar.set(sessionCookie(), "", { ...cookieOptions(), maxAge: 0 });
}

/** Ends the session that the browser's cookie names; whether there was one. */
export async function endCookieSession(): Promise<boolean> {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const session = cookie ? await decodeSession(cookie) : null;
  const viewer = session && (await proveSid(session.accountId, session.sid));
  if (viewer) {
    await endSession(viewer.sessionId, "signed-out");
  }
  return viewer !== null;
}
