import "server-only";
import { and, desc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { proveSession } from "@/lib/accounts/sessions";
import { database } from "@/lib/db/connection";
import { consoles } from "@/lib/db/host-schema";
import { subscribe } from "@/lib/db/notify";
import { tenancies } from "@/lib/db/schema";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import { parseVmId } from "@/lib/rstack/ids";
import type { EndReason } from "./console-rows";

type ConsoleRow = typeof consoles.$inferSelect;

/** For what nobody tells: a session or a view whose time is up, and a master that didn't answer. */
const LOOK_EVERY_MS = 20_000;
/** After so long a console has run out by itself, or the host is no longer there. */
const GIVE_UP_MS = 86_400_000;

/**
 * Ends consoles whose session, view or tenancy is over. In each instance: a row's lock decides who ends one, so that
 * one killed meanwhile is followed by another. Returns how to stop it.
 */
export function startConsoleEnder(): () => void {
  const running = perProcess<{ stop: (() => void) | null }>("console-ender", () => ({ stop: null }));
  if (running.stop) {
    return running.stop;
  }
  const look = oneAfterAnother(() => endDueConsoles());
  const timer = setInterval(look, LOOK_EVERY_MS);
  const unsubscribe = subscribe(({ type }) => {
    if (type === "session" || type === "owner" || type === "account" || type === "resync") {
      look();
    }
  });
  running.stop = () => {
    running.stop = null;
    clearInterval(timer);
    unsubscribe();
  };
  look();
  return running.stop;
}

/** What comes while one look is under way is one more look after it: it may have been told of just too late. */
function oneAfterAnother(work: () => Promise<void>): () => void {
  let busy = false;
  let again = false;
  const run = (): void => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    work()
      .catch((err) => log.warn({ err }, "consoles could not be looked through"))
      .finally(() => {
        busy = false;
        if (again) {
          again = false;
          run();
        }
      });
  };
  return run;
}

/** One look at all that are open. Exported for tests. */
export async function endDueConsoles(): Promise<void> {
  const rows = await database()
    .select({ console: consoles, until: tenancies.until })
    .from(consoles)
    .innerJoin(tenancies, eq(tenancies.id, consoles.tenancyId))
    .where(isNull(consoles.endedAt))
    // The newest first: it is the one that the master knows.
    .orderBy(desc(consoles.openedAt));
  const sessions = new Map<string, Awaited<ReturnType<typeof proveSession>>>();
  for (const { console: row, until } of rows) {
    if (!sessions.has(row.sessionId)) {
      sessions.set(row.sessionId, await proveSession(row.sessionId));
    }
    const reason = reasonToEnd(row, until, sessions.get(row.sessionId) ?? null);
    if (reason) {
      await endOne(row.id, reason);
    }
  }
}

function reasonToEnd(
  { viewId }: ConsoleRow,
  tenancyUntil: Date | null,
  viewer: Awaited<ReturnType<typeof proveSession>>,
): EndReason | null {
  if (tenancyUntil !== null) {
    return "handed-over";
  }
  if (viewer === null) {
    return "session";
  }
  return viewId !== null && (viewer.view?.id !== viewId || viewer.view.over) ? "view" : null;
}

/** Under the row's lock, so that two instances don't both ask. What gets no answer is tried again at the next look. */
async function endOne(id: string, reason: EndReason): Promise<void> {
  await database().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(consoles)
      .where(and(eq(consoles.id, id), isNull(consoles.endedAt)))
      .for("update", { skipLocked: true });
    if (!row) {
      return;
    }
    // A newer one took its place: ending that would take it from whoever works in it.
    const [newer] = await tx
      .select({ id: consoles.id })
      .from(consoles)
      .where(
        and(
          eq(consoles.vmId, row.vmId),
          // Compared by the database: its microseconds are lost on the way here.
          sql`${consoles.openedAt} > (select mine.opened_at from ${consoles} mine where mine.id = ${row.id})`,
          or(isNull(consoles.endedAt), isNotNull(consoles.expiresAt)),
        ),
      )
      .limit(1);
    const endReason = newer ? "replaced" : await endAtMaster(row, reason);
    if (endReason) {
      await tx.update(consoles).set({ endedAt: new Date(), endReason }).where(eq(consoles.id, id));
      log.info({ vmId: row.vmId, reason: endReason }, "a console was ended");
    }
  });
}

/** Null: not known to have ended. */
async function endAtMaster(row: ConsoleRow, reason: EndReason): Promise<EndReason | null> {
  const vmId = parseVmId(row.vmId);
  const answer = vmId && (await master().endConsole(vmId, { priority: "motion" }));
  // A refusal is an answer, too: a host that is gone has no console.
  if (!answer || answer.ok || answer.fault.kind === "refused") {
    return reason;
  }
  return Date.now() - row.openedAt.getTime() > GIVE_UP_MS ? "given-up" : null;
}
