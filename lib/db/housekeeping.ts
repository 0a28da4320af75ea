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
  const clean = () => cleanUp(new Date()).catch((err) => log.warn({ err }, "old rows were not deleted"));
  const first = setTimeout(clean, FIRST_AFTER_MS);
  const daily = setInterval(clean, DAY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(daily);
  };
}

/** The ledger and ended sessions by the settings; counters and known browsers by their use. */
export async function cleanUp(now: Date): Promise<void> {
  const { ledgerDays, endedSessionsDays, monitorDays: sampleDays } = config().keep;
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const db = database();
  // What is over can't be used any more anyway.
  await db.delete(ssoTickets).where(lt(ssoTickets.expiresAt, now));
  await db.delete(challenges).where(lt(challenges.expiresAt, now));
  await db.delete(accountLinks).where(lt(accountLinks.expiresAt, before(LINK_DAYS)));
  await db.delete(pendingPasswords).where(lt(pendingPasswords.expiresAt, now));
  await db
    .delete(operations)
    .where(
      and(lt(operations.startedAt, before(ledgerDays)), notInArray(operations.outcome, ["open", "checking"])),
    );
  await db
    .delete(sessions)
    .where(
      or(
        and(isNotNull(sessions.endedAt), lt(sessions.endedAt, before(endedSessionsDays))),
        lt(sessions.expiresAt, before(endedSessionsDays)),
      ),
    );
  await db.delete(consoles).where(lt(consoles.endedAt, before(endedSessionsDays)));
  await db.delete(knownBrowsers).where(lt(knownBrowsers.lastUsedAt, before(KNOWN_BROWSER_DAYS)));
  await db.delete(signInFailures).where(lt(signInFailures.lastFailedAt, before(SIGN_IN_FAILURE_DAYS)));
  await db.delete(rateLimits).where(lt(rateLimits.expire, now.getTime()));
  await db.delete(masterMinutes).where(lt(masterMinutes.minute, before(MASTER_MINUTE_DAYS)));
  const oldestDay = before(sampleDays).toISOString().slice(0, 10).replaceAll("-", "");
  await db.delete(monitorDays).where(lt(monitorDays.day, oldestDay));
  await db.delete(sparklines).where(lt(sparklines.drawnAt, before(DRAWING_DAYS)));
  // Both are good for minutes; a day is enough to be sure.
  await db.delete(liveStreams).where(lt(liveStreams.seenAt, before(1)));
  await db.delete(hostNoes).where(lt(hostNoes.saidAt, before(1)));
}
