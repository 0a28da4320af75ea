import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { every } from "@/lib/every";
import { readScopes, withScope } from "@/lib/hosts/mirror/scopes";
import { isHolder } from "@/lib/notifications/record";
import { perProcess } from "@/lib/per-process";
import { alarmPairs, itsHost } from "./alarms/alarm-rows";
import { dayAt, dayEnd, dayStart, hasEnded } from "./calendar";
import { fetchDay } from "./fetch-day";
import { type MasterClock, readMasterClock } from "./master-clock";

const LOOK_MS = 10_000;
/** How old the samples of a host with alarms get, where the share allows. */
const PACE_MS = 240_000;
/** How old those of the others get. */
const REST_PACE_MS = 45 * 60_000;
/** Slower than this is worth a word. */
const SLOW_MS = 300_000;
/** One call in ten of the share is for past days, of all hosts. */
const PAST_SHARE = 0.1;
const PAST_DAYS = 3;
/** Once no past day is missing. */
const PAST_REST_MS = 5 * 60_000;
/** Calls beside each other. */
const AT_ONCE = 4;
const DAY = 86_400;

/**
 * Reads the samples that nobody looks at: of hosts with alarms, past days before they are asked for, and what is left goes to all
 * other hosts. One instance at a time, with its share of the call budget and after all other calls. Returns what ends it.
 */
export function startReadAhead(): () => void {
  const { share } = config().monitor;
  if (share === 0) {
    return () => {};
  }
  const callsALook = (config().rstack.callsPerSecond * share * LOOK_MS) / 1000;
  const work = () =>
    withScope("samples", 0, async () => {
      const { watched } = await readAhead(callsALook);
      const needed = (watched / (callsALook * (1 - PAST_SHARE))) * LOOK_MS;
      const rows = Math.round(Math.max(PACE_MS, needed) / 1000);
      return { result: null, end: { set: { rows, finishedAt: new Date() }, restMs: 0 } };
    });
  return every(LOOK_MS, "samples could not be read ahead", work).stop;
}

/** How often samples for alarms are read now, in whole minutes, where the call budget is too short for the usual; else null. */
export async function samplesPace(): Promise<number | null> {
  const seconds = (await readScopes(["samples"])).get("samples")?.rows ?? 0;
  return seconds * 1000 > SLOW_MS ? Math.ceil(seconds / 60) : null;
}

const Due = z.object({ tenancy_id: z.uuid(), day: z.string() });

/** What is left of whole calls, and until when no past day is looked for. */
const left = () => perProcess("calls left to read ahead", () => ({ today: 0, past: 0, pastAt: 0 }));

/** One round of so many calls. Returns how many days it asked for, and how many hosts have alarms that need samples. */
export async function readAhead(calls: number): Promise<{ asked: number; watched: number }> {
  const clock = await readMasterClock();
  const credit = left();
  credit.today = (credit.today % 1) + calls * (1 - PAST_SHARE);
  credit.past = (credit.past % 1) + calls * PAST_SHARE;
  const { due, watched } = await dueOfAlarms(clock, Math.floor(credit.today));
  credit.today -= due.length;
  const past = Date.now() < credit.pastAt ? null : await missingDays(clock, Math.floor(credit.past));
  credit.past -= past?.length ?? 0;
  // What nobody needed goes to the other hosts.
  const most = Math.floor(credit.today) + Math.floor(credit.past);
  const others = most > 0 ? await dueOfRest(clock, most + due.length) : [];
  const isNew = ({ tenancy_id }: z.output<typeof Due>) => due.every((one) => one.tenancy_id !== tenancy_id);
  const rest = others.filter(isNew).slice(0, most);
  if (past?.length === 0 && credit.past >= 1) {
    credit.pastAt = Date.now() + PAST_REST_MS;
  }
  return { asked: await readAll([...due, ...(past ?? []), ...rest]), watched };
}

/** Stops where the master is silent or the budget is short: the next round goes on. */
async function readAll(days: z.output<typeof Due>[]): Promise<number> {
  let [next, asked] = [0, 0];
  let isStopped = false;
  const worker = async () => {
    for (let one = days[next++]; one && !isStopped; one = days[next++]) {
      const came = await fetchDay(one.tenancy_id, one.day, "drawing");
      asked += came === "elsewhere" || came === "over" ? 0 : 1;
      isStopped ||= typeof came === "object" && came.kind !== "refused";
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return asked;
}

/**
 * Today, and right after midnight the end of yesterday, of hosts with alarms: of each customer the one that waits longest, then
 * of each the second, so that one with many hosts keeps nobody's from being read.
 */
async function dueOfAlarms(clock: MasterClock, most: number) {
  const today = dayAt(clock.now, clock.likelyOffset);
  const yesterday = dayAt(dayStart(today, clock.likelyOffset) - 1, clock.likelyOffset);
  const isOver = hasEnded(yesterday, clock.now, [clock.likelyOffset]);
  const sinceMidnight = clock.now - dayStart(today, clock.likelyOffset);
  const days = isOver && sinceMidnight < 2 * 3_600 ? [today, yesterday] : [today];
  const { rows } = await database().execute(sql`with watched as (
      select distinct p.of_tenancy, p.owner from ${alarmPairs} join ${itsHost}
      where p.kind not in ('down', 'traffic-above')),
    due as (
      select w.of_tenancy as tenancy_id, w.owner, x.day, d.fetched_at from watched w
      cross join jsonb_array_elements_text(${JSON.stringify(days)}::jsonb) x(day)
      left join monitor_days d on d.tenancy_id = w.of_tenancy and d.day = x.day
      where (d.claimed_until is null or d.claimed_until < now()) and (d.day is null or not d.complete)
        and (d.fetched_at is null or d.fetched_at < now() - case when x.day = ${today} then ${PACE_MS} else 60000 end
          * interval '1 millisecond')),
    turns as (
      select *, row_number() over (partition by owner order by fetched_at nulls first, tenancy_id) as turn from due)
    select (select count(*)::int from watched) as watched,
      coalesce((select jsonb_agg(jsonb_build_object('tenancy_id', tenancy_id, 'day', day)) from
        (select * from turns order by turn, fetched_at nulls first limit ${most}) f), '[]'::jsonb) as due`);
  return z.object({ watched: z.number(), due: z.array(Due) }).parse(rows[0]);
}

/** Today of hosts that nobody asked for lately, in turn of their customers, those that wait longest first. */
async function dueOfRest(clock: MasterClock, most: number) {
  const today = dayAt(clock.now, clock.likelyOffset);
  const { rows } = await database().execute(sql`select tenancy_id, day from (
      select t.id as tenancy_id, ${today}::text as day, d.fetched_at,
        row_number() over (partition by t.owner order by d.fetched_at nulls first, t.id) as turn
      from tenancies t join hosts h on h.vm_id = t.vm_id and h.owner = t.owner and h.gone_at is null and not h.doubled
      left join monitor_days d on d.tenancy_id = t.id and d.day = ${today}
      where t.until is null and (d.claimed_until is null or d.claimed_until < now())
        and (d.fetched_at is null or d.fetched_at < now() - ${REST_PACE_MS} * interval '1 millisecond')) due
    order by turn, fetched_at nulls first limit ${most}`);
  return z.array(Due).parse(rows);
}

/** Past days of which nothing complete is kept, of hosts that somebody can look at; the newest first. */
async function missingDays(clock: MasterClock, most: number) {
  if (clock.offset === null || most === 0) {
    return [];
  }
  const offset = clock.offset;
  const days = Array.from({ length: PAST_DAYS }, (_, at) => dayAt(clock.now - (at + 1) * DAY, offset))
    .filter((day) => hasEnded(day, clock.now, [offset]))
    .map((day) => ({ day, end: dayEnd(day, offset) }));
  const { rows } = await database().execute(sql`select tenancy_id, day from (
      select t.id as tenancy_id, x.day, row_number() over (partition by t.owner, x.day order by t.id) as turn
      from tenancies t join hosts h on h.vm_id = t.vm_id and h.owner = t.owner and h.gone_at is null and not h.doubled
      cross join jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as x(day text, "end" bigint)
      left join monitor_days d on d.tenancy_id = t.id and d.day = x.day
      where t.until is null and (t.since < to_timestamp(x."end")
          or not exists (select 1 from tenancies e where e.vm_id = t.vm_id and e.id <> t.id))
        and (d.day is null or (not d.complete and (d.claimed_until is null or d.claimed_until < now())
          and d.fetched_at < now() - interval '1 minute'))
        and exists (select 1 from accounts a where ${isHolder})) missing
    order by day desc, turn limit ${most}`);
  return z.array(Due).parse(rows);
}
