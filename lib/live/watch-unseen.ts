import "server-only";
import { sql } from "drizzle-orm";
import { every } from "@/lib/every";
import { config } from "../config";
import { database } from "../db/connection";
import { ownerScope, wantScope, withScope } from "../hosts/mirror/scopes";
import { recordState } from "../hosts/record-state";
import { canMail } from "../mail";
import { master } from "../master";
import { alarmPairs } from "../monitor/alarms/alarm-rows";
import { stands } from "../notifications/webhooks/webhooks";
import { parseUserId, parseVmId } from "../rstack/ids";

const LOOK_MS = 30_000;
/** Of the call budget, at the most; its calls go after all others besides. */
const SHARE = 0.2;
const OWNERS_AT_ONCE = 500;

/**
 * Looks now and then at hosts that nobody has before their eyes, whose customers want to be told by mail or webhook when one
 * goes down. One instance at a time. Returns what ends it.
 */
export function startUnseenWatch(): () => void {
  const { watchMs } = config().notifications;
  if (watchMs === 0) {
    return () => {};
  }
  const work = () =>
    withScope("unseen", 0, async () => ({
      result: await watchUnseen(new Date()),
      end: { set: {}, restMs: 0 },
    }));
  return every(Math.min(LOOK_MS, watchMs), "hosts that nobody sees could not be looked at", work).stop;
}

/** One round. Returns how many hosts were read. */
export async function watchUnseen(now: Date): Promise<number> {
  const { watchMs } = config().notifications;
  const lookMs = Math.min(LOOK_MS, watchMs);
  const most = Math.max(1, Math.floor((config().rstack.callsPerSecond * SHARE * lookMs) / 1000));
  for (const owner of await staleOwners(now, watchMs)) {
    await wantScope(ownerScope(owner));
  }
  let read = 0;
  for (const vmId of await dueHosts(now, watchMs, most)) {
    const at = new Date();
    const state = await master().readState(vmId, { priority: "drawing" });
    if (state.ok) {
      await recordState(vmId, state.value, at);
      read += 1;
    } else if (state.fault.kind !== "refused") {
      // The master is silent, or the budget is short: the next round goes on.
      break;
    }
  }
  return read;
}

/** Customers with an account that is told elsewhere than in its bell. */
const watched = () => sql`select a.user_id from accounts a
  left join notification_settings s on s.account_id = a.id
  where a.role = 'customer' and a.former_at is null and a.disabled_at is null and a.rstack_status = 'active'
    and ((${canMail()} and a.email is not null and (s.account_id is null
        or (s.unsubscribed_at is null and not (s.mail_off @> array['host-down', 'host-up', 'traffic']))))
      or exists (select 1 from webhooks w where w.account_id = a.id and w.ended_at is null and ${stands(sql`w`)}
        and case when w.service = 'push' then not coalesce(s.bell_off @> array['host-down', 'host-up', 'traffic'], false)
          else w.kinds && array['host-down', 'host-up', 'traffic'] end))`;

/** And customers with alarms, whose lists tell which hosts are theirs and what traffic these used; states go by `down` alone. */
const alarmed = (which = sql`true`) => sql`union select p.owner from ${alarmPairs} where ${which}`;

const ago = (now: Date, ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;

/** Whose list was not read for as long: so their traffic, and that the hosts are theirs, is known. */
async function staleOwners(now: Date, watchMs: number) {
  const { rows } = await database().execute<{ owner: string }>(sql`select distinct w.user_id as owner
    from (${watched()} ${alarmed()}) w where not exists (select 1 from mirror_syncs m
      where m.scope = 'owner:' || w.user_id and m.finished_at > ${ago(now, watchMs)})
    limit ${OWNERS_AT_ONCE}`);
  return rows.map(({ owner }) => parseUserId(owner)).filter((owner) => owner !== null);
}

/** Not of a list that is old: the host may be another's by now, and they are told of theirs alone. */
async function dueHosts(now: Date, watchMs: number, most: number) {
  const { rows } = await database().execute<{ vm_id: string }>(sql`select h.vm_id from hosts h
    where h.owner in (${watched()} ${alarmed(sql`p.kind = 'down'`)}) and h.gone_at is null and h.missing_since is null and not h.doubled
      and (h.state_at is null or h.state_at < ${ago(now, watchMs)})
      and exists (select 1 from mirror_syncs m where m.scope in ('owner:' || h.owner, 'fleet')
        and m.finished_at > ${ago(now, 2 * watchMs)})
    order by h.state_at nulls first limit ${most}`);
  return rows.map(({ vm_id }) => parseVmId(vm_id)).filter((vmId) => vmId !== null);
}
