import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { cookies } from "next/headers";
import { database } from "../../db/connection";
import { sessions } from "../../db/schema";
import { newToken, tokenHash } from "../secrets";
import { holdAsItBegan } from "./current-viewer";
import { cookieOptions, decodeSession, encodeSession, sessionCookie } from "./session-cookie";
import { proveCookie } from "./sessions";

/**
 * Before this browser's session may something else than until now: its cookie gets a new id, and whoever kept the one
 * before is out at once. The browser's other tabs carry the new one with their next request. False where another
 * request was quicker: this one's id is dead.
 *
 * A request to next-auth's own session route that was on its way with the id before can only sign this browser out, as it
 * can at any time: its answer holds no cookie that opens anything. No page of the panel sends one.
 */
export async function renewSession(): Promise<boolean> {
  const jar = await cookies();
  const cookie = jar.get(sessionCookie())?.value;
  const session = cookie ? await decodeSession(cookie) : null;
  const proof = session && (await proveCookie(session.accountId, session.sid));
  const renewed = proof && (await renewSid(session.sid));
  if (!renewed) {
    return false;
  }
  await holdAsItBegan(proof);
  const value = await encodeSession(session.accountId, renewed.sid, renewed.maxAgeSeconds);
  jar.set(sessionCookie(), value, { ...cookieOptions(), maxAge: renewed.maxAgeSeconds });
  return true;
}

/**
 * Another id for the cookie, in place of the one that it holds, which is worth nothing from now on. The session's row goes
 * on. Null where no session has that id any more.
 */
async function renewSid(before: string): Promise<{ sid: string; maxAgeSeconds: number } | null> {
  const sid = newToken();
  const [row] = await database()
    .update(sessions)
    .set({ sidHash: tokenHash(sid) })
    .where(and(eq(sessions.sidHash, tokenHash(before)), isNull(sessions.endedAt)))
    .returning({ expiresAt: sessions.expiresAt });
  return row
    ? { sid, maxAgeSeconds: Math.max(1, Math.ceil((row.expiresAt.getTime() - Date.now()) / 1000)) }
    : null;
}
