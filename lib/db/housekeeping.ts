import "server-only";
import { and, isNotNull, lt, notInArray, or } from "drizzle-orm";
import { config } from "../config";
import { log } from "../log";
import { database } from "./connection";
import { accountLinks, challenges, ssoTickets } from "./entry-schema";
import { consoles, monitorDays, pendingPasswords, sparklines } from "./host-schema";
import { masterMinutes } from "./master-schema";
import {
  hostNoes,
  knownBrowsers,
  liveStreams,
  operations,
  rateLimits,
  sessions,
  signInFailures,
} from "./schema";

const DAY_MS = 86_400_000;
const FIRST_AFTER_MS = 60_000;
const KNOWN_BROWSER_DAYS = 400;
const SIGN_IN_FAILURE_DAYS = 2;
const MASTER_MINUTE_DAYS = 7;
const DRAWING_DAYS = 7;
const LINK_DAYS = 30;

/** Deletes what was kept long enough, once a day. Several instances doing it at once do no harm. */
export function startHousekeeping(): () => void {
  const clean = () => void cleanUp(new Date());
  const first = setTimeout(clean, FIRST_AFTER_MS);
  const daily = setInterval(clean, DAY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(daily);
  };
}

/** The ledger and ended sessions by the settings; counters and known browsers by their use. Never rejects. */
export async function cleanUp(now: Date): Promise<void> {
  const { ledgerDays, endedSessionsDays, monitorDays: sampleDays } = config().keep;
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const db = database();
  const oldestDay = before(sampleDays).toISOString().slice(0, 10).replaceAll("-", "");
  const deletions = [
    // What is over can't be used any more anyway.
    db.delete(ssoTickets).where(lt(ssoTickets.expiresAt, now)),
    db.delete(challenges).where(lt(challenges.expiresAt, now)),
    db.delete(accountLinks).where(lt(accountLinks.expiresAt, before(LINK_DAYS))),
    db.delete(pendingPasswords).where(lt(pendingPasswords.expiresAt, now)),
    db
      .delete(operations)
      .where(
        and(
          lt(operations.startedAt, before(ledgerDays)),
          notInArray(operations.outcome, ["open", "checking"]),
        ),
      ),
    db
      .delete(sessions)
      .where(
        or(
          and(isNotNull(sessions.endedAt), lt(sessions.endedAt, before(endedSessionsDays))),
          lt(sessions.expiresAt, before(endedSessionsDays)),
        ),
      ),
    db.delete(consoles).where(lt(consoles.endedAt, before(endedSessionsDays))),
    db.delete(knownBrowsers).where(lt(knownBrowsers.lastUsedAt, before(KNOWN_BROWSER_DAYS))),
    db.delete(signInFailures).where(lt(signInFailures.lastFailedAt, before(SIGN_IN_FAILURE_DAYS))),
    db.delete(rateLimits).where(lt(rateLimits.expire, now.getTime())),
    db.delete(masterMinutes).where(lt(masterMinutes.minute, before(MASTER_MINUTE_DAYS))),
    db.delete(monitorDays).where(lt(monitorDays.day, oldestDay)),
    db.delete(sparklines).where(lt(sparklines.drawnAt, before(DRAWING_DAYS))),
    // Both are good for minutes; a day is enough to be sure.
    db.delete(liveStreams).where(lt(liveStreams.seenAt, before(1))),
    db.delete(hostNoes).where(lt(hostNoes.saidAt, before(1))),
  ];
  // One after another, each sent as it is waited for; one that fails or takes too long keeps none of the others.
  for (const deletion of deletions) {
    await deletion.catch((err) => log.warn({ err }, "old rows were not deleted"));
  }
}
