import "server-only";
import { sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { every } from "@/lib/every";
import { isStanding } from "@/lib/hosts/cpu-limit/standing-limit";
import { findHost } from "@/lib/hosts/owned-host";
import { MINUTE_MS } from "@/lib/units";
import { liftCpuLimit, limitCpu } from "./cpu-limit";

const AT_ONCE = 20;
/** After an end that didn't come about it is tried again: a minute later at first, an hour later at last. Seconds. */
const FIRST_WAIT = 60;
const LONGEST_WAIT = 3600;

interface Due extends Record<string, unknown> {
  id: string;
  vmId: string;
  tenancyId: string;
  accountId: string;
  actorName: string;
  language: "en" | "zh-CN";
  attempt: number;
}

/** Ends limits whose time is over, in each instance. Returns what stops it. */
export const startLifting = (): (() => void) =>
  every(MINUTE_MS, "limits of CPU could not be ended", liftDue).stop;

/** One look at all that is due. Instances that look at once ask by the same form key, so that one of them sends. */
export async function liftDue(): Promise<void> {
  for (const due of await readDue()) {
    const admin = asAdmin(due);
    const owned = await findHost(admin, due.vmId);
    if (owned && owned !== "not-asked" && owned.tenancyId === due.tenancyId) {
      await liftCpuLimit.run(owned, {}, `${due.id}-${due.attempt}`, admin, "batch");
    }
  }
}

/** The newest limit of each current tenancy, where its time is over, and how often its end was tried. */
async function readDue(): Promise<Due[]> {
  const { rows } = await database().execute<Due>(sql`
    select made.id, made.vm_id as "vmId", made.tenancy_id as "tenancyId", made.account_id as "accountId",
      made.actor_name as "actorName", made.language, tried.times::int as attempt
    from operations made
    join tenancies on tenancies.id = made.tenancy_id and tenancies.until is null
    cross join lateral (select count(*) as times, max(lift.ended_at) as last,
        coalesce(bool_or(lift.ended_at is null), false) as goes_on
      from operations lift where lift.tenancy_id = made.tenancy_id and lift.kind = ${liftCpuLimit.kind}
        and lift.started_at > made.started_at) tried
    where ${isStanding()} and (made.params ->> 'until')::timestamptz <= now() and made.account_id is not null
      and not exists (select 1 from operations newer where newer.tenancy_id = made.tenancy_id
        and newer.kind = ${limitCpu.kind} and newer.outcome in ('open', 'checking', 'done', 'unconfirmed')
        and newer.started_at > made.started_at)
      and not tried.goes_on
      and (tried.last is null or tried.last + least(${FIRST_WAIT} * power(2, least(tried.times - 1, 10)),
        ${LONGEST_WAIT}) * interval '1 second' <= now())
    order by made.started_at limit ${AT_ONCE}`);
  return rows;
}

/** Its end was asked for with the limit, so it comes even where that person is no admin any more. */
const asAdmin = ({ id, accountId, actorName, language }: Due): Viewer => ({
  ...{ accountId, sessionId: id, role: "admin", username: actorName, displayName: actorName },
  ...{ userId: null, locale: language, theme: "system", timeZone: null, view: null },
});
