import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { decodeSession, sessionCookie } from "./session-cookie";
import { proveSid } from "./sessions";
import { isStaff, type Viewer } from "./viewer";

/** Once for each request and kind of use, however many parts of a page ask. */
const prove = cache(async (touch: boolean): Promise<Viewer | null> => {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const session = cookie ? await decodeSession(cookie) : null;
  return session ? proveSid(session.accountId, session.sid, { touch }) : null;
});

/**
 * Who asks, proven from the session row on each request; null for nobody. A page view and a click are use of the session
 * (`touch`, the default); repeated reads and prefetches are none.
 */
export async function currentViewer(options: { touch?: boolean } = {}): Promise<Viewer | null> {
  const prefetch = (await headers()).has("next-router-prefetch");
  return prove((options.touch ?? true) && !prefetch);
}

/** Redirects to the sign-in page where there is no session. */
export async function requireViewer(): Promise<Viewer> {
  return (await currentViewer()) ?? redirect("/sign-in");
}

/** A customer gets the same 404 as for a page that is not there. */
export async function requireStaff(): Promise<Viewer> {
  const viewer = await requireViewer();
  return isStaff(viewer) ? viewer : notFound();
}
