import { DAY_MS, HOUR_MS } from "@/lib/units";
import "server-only";
import { and, eq, gte, inArray, isNotNull, isNull, lt, notExists, notInArray, or } from "drizzle-orm";
import { config } from "../config";
import { every } from "../every";
import { log } from "../log";
import { database } from "./connection";
import {
  batches,
  consoles,
  handovers,
  monitorDays,
  pendingPasswords,
  sparklines,
  trafficDays,
  usageHours,
} from "./host-schema";
import { hostStates, instances, masterMinutes, refusedHostIds } from "./master-schema";
import { alarmEpisodes, notifications, webhookDeliveries, webhooks } from "./notification-schema";
import { rescues, scheduleRuns, schedules, undoPoints } from "./schedule-schema";
import { operations, sessions } from "./schema";
import {
  accountLinks,
  challenges,
  failedSignIns,
  guestInvitations,
  guestRights,
  inviteRuns,
  knownBrowsers,
  liveStreams,
  rateLimits,
  SIGN_IN_DAYS,
  signInFailures,
  ssoTickets,
} from "./sign-in-schema";
import { auditEvents, auditSettlements, ownerMoves, views } from "./staff-schema";
import { apiTokens, customerRequests, fleetEvents, orders } from "./token-schema";

const FIRST_AFTER_MS = 60_000;
const KNOWN_BROWSER_DAYS = 400;
const SIGN_IN_FAILURE_DAYS = 2;
const MASTER_MINUTE_DAYS = 7;
const DRAWING_DAYS = 7;
/** Thirteen months are told; a month's first day may be this old. */
const TRAFFIC_DAYS = 400;
/** A week is told. */
const USAGE_DAYS = 8;
/** As long as people see what changed about their account's safety. */
const LINK_DAYS = SIGN_IN_DAYS;
/** Longer than the day that the limit looks back; what came of each host is in the ledger. */
const BATCH_DAYS = 7;
/** Longer than the other customer is shown what they accepted. */
const HANDOVER_DAYS = 31;
/** What staff did stands for 700 days, whatever the settings say: a trigger sees to it. */
const AUDIT_DAYS = 701;

/** Deletes what was kept long enough, once a day, and what is good for minutes alone each hour. Several instances doing it at once do no harm. */
export function startHousekeeping(): () => void {
  const hourly = every(HOUR_MS, "what has expired could not be deleted", () => dropExpired(new Date()));
  const daily = every(DAY_MS, "what is old could not be deleted", () => cleanUp(new Date()), {
    firstMs: FIRST_AFTER_MS,
  });
  return () => {
    hourly.stop();
    daily.stop();
  };
}

/** The ledger, what staff did and ended sessions by the settings; counters and known browsers by their use. Never rejects. */
export async function cleanUp(now: Date): Promise<void> {
  const { ledgerDays, endedSessionsDays, notificationsDays, monitorDays: sampleDays } = config().keep;
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const db = database();
  const longAgo = before(Math.max(ledgerDays, AUDIT_DAYS));
  const dayBefore = (days: number) => before(days).toISOString().slice(0, 10).replaceAll("-", "");
  const deletions = [
    db.delete(accountLinks).where(lt(accountLinks.expiresAt, before(LINK_DAYS))),
    db.delete(guestInvitations).where(lt(guestInvitations.expiresAt, before(LINK_DAYS))),
    // As long as the ledger names who acted by them.
    db
      .delete(guestRights)
      .where(or(lt(guestRights.endedAt, before(ledgerDays)), lt(guestRights.until, before(ledgerDays)))),
    db.delete(pendingPasswords).where(lt(pendingPasswords.expiresAt, now)),
    db
      .delete(operations)
      .where(
        and(
          lt(operations.startedAt, before(ledgerDays)),
          notInArray(operations.outcome, ["open", "checking"]),
        ),
      ),
    // As long as their keys hold; one in doubt, or whose host isn't known, waits for staff.
    db
      .delete(orders)
      .where(
        and(
          lt(orders.startedAt, before(ledgerDays)),
          or(
            inArray(orders.outcome, ["refused", "not-sent", "failed"]),
            and(eq(orders.outcome, "done"), isNotNull(orders.tiedAt)),
          ),
        ),
      ),
    db.delete(fleetEvents).where(lt(fleetEvents.at, before(ledgerDays))),
    db.delete(customerRequests).where(lt(customerRequests.startedAt, before(ledgerDays))),
    db.delete(handovers).where(lt(handovers.expiresAt, before(HANDOVER_DAYS))),
    ...whatStaffDid(longAgo),
    db
      .delete(sessions)
      .where(
        or(
          and(isNotNull(sessions.endedAt), lt(sessions.endedAt, before(endedSessionsDays))),
          lt(sessions.expiresAt, before(endedSessionsDays)),
        ),
      ),
    db.delete(notifications).where(lt(notifications.at, before(notificationsDays))),
    db
      .delete(alarmEpisodes)
      .where(and(isNotNull(alarmEpisodes.settledAt), lt(alarmEpisodes.firedAt, before(notificationsDays)))),
    // Those of tests; the others went with what they told.
    db.delete(webhookDeliveries).where(lt(webhookDeliveries.createdAt, before(notificationsDays))),
    db
      .delete(webhooks)
      .where(
        inArray(
          webhooks.sessionId,
          db.select({ id: sessions.id }).from(sessions).where(isNotNull(sessions.endedAt)),
        ),
      ),
    // Not before the ledger has forgotten what it asked: its name stands beside that.
    db
      .delete(apiTokens)
      .where(or(lt(apiTokens.endedAt, before(ledgerDays)), lt(apiTokens.expiresAt, before(ledgerDays)))),
    // As long as the ledger: they tell which snapshots are a schedule's own.
    db.delete(schedules).where(lt(schedules.endedAt, before(ledgerDays))),
    db.delete(scheduleRuns).where(lt(scheduleRuns.endedAt, before(ledgerDays))),
    db.delete(rescues).where(lt(rescues.endedAt, before(ledgerDays))),
    db.delete(undoPoints).where(lt(undoPoints.endedAt, before(ledgerDays))),
    db.delete(batches).where(lt(batches.startedAt, before(BATCH_DAYS))),
    db.delete(consoles).where(lt(consoles.endedAt, before(endedSessionsDays))),
    db.delete(knownBrowsers).where(lt(knownBrowsers.lastUsedAt, before(KNOWN_BROWSER_DAYS))),
    db.delete(failedSignIns).where(lt(failedSignIns.lastAt, before(SIGN_IN_DAYS))),
    db.delete(signInFailures).where(lt(signInFailures.lastFailedAt, before(SIGN_IN_FAILURE_DAYS))),
    db.delete(masterMinutes).where(lt(masterMinutes.minute, before(MASTER_MINUTE_DAYS))),
    db.delete(monitorDays).where(lt(monitorDays.day, dayBefore(sampleDays))),
    db.delete(hostStates).where(lt(hostStates.at, before(TRAFFIC_DAYS))),
    db.delete(trafficDays).where(lt(trafficDays.day, dayBefore(TRAFFIC_DAYS))),
    db.delete(usageHours).where(lt(usageHours.hour, Math.floor(before(USAGE_DAYS).getTime() / 1000))),
    db.delete(sparklines).where(lt(sparklines.drawnAt, before(DRAWING_DAYS))),
    // Both are good for minutes; a day is enough to be sure.
    db.delete(liveStreams).where(lt(liveStreams.seenAt, before(1))),
    db.delete(instances).where(lt(instances.seenAt, before(1))),
    db.delete(refusedHostIds).where(lt(refusedHostIds.saidAt, before(1))),
  ];
  await dropExpired(now);
  await each(deletions);
}

/** What can't be used any more. Who isn't signed in can have such rows made: a day's would be many. Never rejects. */
function dropExpired(now: Date): Promise<void> {
  const db = database();
  return each([
    db.delete(ssoTickets).where(lt(ssoTickets.expiresAt, now)),
    db.delete(challenges).where(lt(challenges.expiresAt, now)),
    db.delete(rateLimits).where(lt(rateLimits.expire, now.getTime())),
  ]);
}

/** One after another, each sent as it is waited for; one that fails or takes too long keeps none of the others. */
async function each(deletions: readonly { catch(onError: (err: unknown) => void): Promise<unknown> }[]) {
  for (const deletion of deletions) {
    await deletion.catch((err) => log.warn({ err }, "old rows were not deleted"));
  }
}

/** Told of for as long as the ledger; what is not settled stays. */
function whatStaffDid(longAgo: Date) {
  const db = database();
  const settledLater = db
    .select({ id: auditSettlements.eventId })
    .from(auditSettlements)
    .where(and(eq(auditSettlements.eventId, auditEvents.id), gte(auditSettlements.at, longAgo)));
  return [
    // Its settlement goes with it, and one that may not go yet would keep all others.
    db.delete(auditEvents).where(and(lt(auditEvents.at, longAgo), notExists(settledLater))),
    db.delete(views).where(lt(views.until, longAgo)),
    db.delete(inviteRuns).where(lt(inviteRuns.endedAt, longAgo)),
    db
      .delete(ownerMoves)
      .where(and(lt(ownerMoves.at, longAgo), lt(ownerMoves.holdsUntil, longAgo), isNull(ownerMoves.lookAt))),
  ];
}
