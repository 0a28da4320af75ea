import "server-only";
import { lt, or, sql } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { sessions } from "../db/schema";
import { forgetOldBrowsers } from "./known-browsers";
import { forgetOldFailures } from "./sign-in-throttle";

/** Deletes what is kept no longer: ended sessions, counters, browsers that were not seen for a year. */
export async function tidyAccounts(): Promise<void> {
  const before = new Date(Date.now() - config().keep.endedSessionsDays * 24 * 3600 * 1000);
  await database()
    .delete(sessions)
    .where(or(lt(sessions.endedAt, before), lt(sessions.expiresAt, before)));
  await database().execute(sql`delete from rate_limits where expire < ${Date.now()}`);
  await forgetOldBrowsers();
  await forgetOldFailures();
}
