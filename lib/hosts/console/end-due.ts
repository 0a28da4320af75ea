import "server-only";
import { desc, eq, isNull } from "drizzle-orm";
import { stillHolds } from "@/lib/accounts/guests/guest-rights";
import { customersOf } from "@/lib/accounts/linked/linked-customers";
import { proveSession } from "@/lib/accounts/sessions/sessions";
import { isOwner, signInOf, type Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { consoles } from "@/lib/db/host-schema";
import { subscribe } from "@/lib/db/notify";
import { sessions, tenancies } from "@/lib/db/schema";
import { every } from "@/lib/every";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/per-process";
import { type ConsoleEndReason, type ConsoleRow, hasNewer, noteEnded } from "./console-rows";
import type { EndCause } from "./end-cause";
import { endOpened } from "./end-opened";

/** For what nobody tells: a session, a view or a right whose time is up, and a master that didn't answer. */
const LOOK_EVERY_MS = 20_000;
/** After so long a console has run out by itself, or the host is no longer there. */
const GIVE_UP_MS = 86_400_000;

/**
 * Ends consoles whose session, view, tenancy or guest's right is over. In each instance: the ledger decides who ends one, so that
 * one killed meanwhile is followed by another. Returns how to stop it.
 */
export function startConsoleEnder(): () => void {
  const running = perProcess<{ stop: (() => void) | null }>("console-ender", () => ({ stop: null }));
  if (running.stop) {
    return running.stop;
  }
  const { look, stop } = every(LOOK_EVERY_MS, "consoles could not be looked through", endDueConsoles, {
    again: true,
  });
  const unsubscribe = subscribe(({ type }) => {
    if (type === "session" || type === "owner" || type === "account" || type === "resync") {
      look();
    }
  });
  running.stop = () => {
    running.stop = null;
    stop();
    unsubscribe();
  };
  look();
  return running.stop;
}

/** One look at all that are open. Exported for tests. */
export async function endDueConsoles(): Promise<void> {
  const rows = await database()
    .select({ console: consoles, tenancy: tenancies })
    .from(consoles)
    .innerJoin(tenancies, eq(tenancies.id, consoles.tenancyId))
    .where(isNull(consoles.endedAt))
    // The newest first: it is the one that the master knows.
    .orderBy(desc(consoles.openedAt));
  const proven = new Map<string, Viewer | null>();
  for (const { console: row, tenancy } of rows) {
    if (!proven.has(row.sessionId)) {
      proven.set(row.sessionId, await proveSession(row.sessionId));
    }
    const cause = await causeToEnd(row, tenancy, proven.get(row.sessionId) ?? null);
    if (cause) {
      await endOne(row, cause).catch((err) =>
        log.error({ err, console: row.id }, "a console could not be ended"),
      );
    }
  }
}

async function causeToEnd(
  { viewId, sessionId, tenancyId, guestRightId }: ConsoleRow,
  { owner, until }: Pick<typeof tenancies.$inferSelect, "owner" | "until">,
  viewer: Viewer | null,
): Promise<EndCause | null> {
  if (until !== null) {
    return "handed-over";
  }
  if (viewer === null) {
    const [session] = await database()
      .select({ endReason: sessions.endReason })
      .from(sessions)
      .where(eq(sessions.id, sessionId));
    return session?.endReason === "signed-out" ? "signed-out" : "session";
  }
  if (guestRightId !== null && !(await stillHolds({ id: guestRightId, tenancyId }))) {
    return "guest";
  }
  const isOfOther = guestRightId === null && isOwner(viewer) && viewer.userId !== owner;
  if (isOfOther && !(await customersOf(signInOf(viewer))).some(({ userId }) => userId === owner)) {
    return "session";
  }
  return viewId !== null && (viewer.view?.id !== viewId || viewer.view.over) ? "view" : null;
}

/** What gets no answer is tried again at the next look. */
async function endOne(row: ConsoleRow, cause: EndCause): Promise<void> {
  if (await hasNewer(row)) {
    return over(row, "replaced");
  }
  if (await endOpened(row, cause)) {
    return over(row, cause);
  }
  if (Date.now() - row.openedAt.getTime() > GIVE_UP_MS) {
    return over(row, "given-up");
  }
}

async function over(row: ConsoleRow, reason: ConsoleEndReason): Promise<void> {
  await noteEnded(row.id, reason);
  log.info({ vmId: row.vmId, reason }, "a console was ended");
}
