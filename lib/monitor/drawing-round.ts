import "server-only";
import { and, inArray } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { database } from "@/lib/db/connection";
import { monitorDays } from "@/lib/db/host-schema";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/per-process";
import { daysBetween } from "./calendar";
import { wantDays } from "./fetch-queue";
import { readMasterClock } from "./master-clock";

/** A drawing that is younger is not made anew. */
export const DRAWN_MS = 5 * 60_000;

/** Whoever looks again so soon asks for nothing that was not asked for: most looks are at what is there already. */
const LOOK_AGAIN_MS = 5_000;
const looked = () =>
  perProcess("drawings looked at", () => new LRUCache<string, true>({ max: 20_000, ttl: LOOK_AGAIN_MS }));

/**
 * Somebody looks at these hosts: their drawings are made anew, where they are old, after all else. No page waits for it.
 * `hours`: how far back the drawing goes that is looked at. Resolves once their days are in the queue; never rejects.
 */
export async function wantDrawings(tenancyIds: readonly string[], hours: 1 | 24): Promise<void> {
  const due = tenancyIds.filter((id) => !looked().has(`${hours} ${id}`));
  if (due.length > 0) {
    due.forEach((id) => void looked().set(`${hours} ${id}`, true));
    await askForThem(due, hours).catch((err) => log.warn({ err }, "drawings could not be asked for"));
  }
}

async function askForThem(tenancyIds: readonly string[], hours: number): Promise<void> {
  const clock = await readMasterClock();
  const days = daysBetween(clock.now - hours * 3_600, clock.now, clock.likelyOffset);
  const today = days.at(-1);
  const rows = await database()
    .select({
      tenancyId: monitorDays.tenancyId,
      day: monitorDays.day,
      complete: monitorDays.complete,
      fetchedAt: monitorDays.fetchedAt,
      claimedUntil: monitorDays.claimedUntil,
    })
    .from(monitorDays)
    .where(and(inArray(monitorDays.tenancyId, [...tenancyIds]), inArray(monitorDays.day, days)));
  const now = Date.now();
  const fresh = new Set(
    rows
      .filter(
        ({ complete, fetchedAt, claimedUntil, day }) =>
          complete ||
          (claimedUntil !== null && claimedUntil.getTime() > now) ||
          (day === today && now - fetchedAt.getTime() < DRAWN_MS),
      )
      .map(({ tenancyId, day }) => `${tenancyId} ${day}`),
  );
  for (const tenancyId of tenancyIds) {
    wantDays(
      tenancyId,
      days.toReversed().filter((day) => !fresh.has(`${tenancyId} ${day}`)),
    );
  }
}
