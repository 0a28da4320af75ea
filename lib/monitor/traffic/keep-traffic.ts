import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { every } from "@/lib/every";
import { type MasterProfile, readProfile } from "@/lib/hosts/mirror/profile";
import { withScope } from "@/lib/hosts/mirror/scopes";
import { dayAt } from "../calendar";
import { type UnsummedDay, unsummedDays } from "../day-rows";
import { gapsOfDay } from "../downtime/gaps-of-day";
import { learnStopped } from "../downtime/learn-stopped";
import { clockOf } from "../master-clock";
import type { Samples } from "../samples";
import { keepHours } from "../usage/keep-hours";
import { fitUnit, type Pair, type UnitFit } from "./fit-unit";
import { WHOLE_DAY_MINUTES } from "./traffic-view";
import { keepUnit } from "./unit";

const LOOK_MS = 60_000;
/** How far back a round looks for counters: a round that was missed is made up for. */
const LOOK_BACK = sql`interval '15 minutes'`;
/** A counter that stands still is noted no oftener than this, in seconds. */
const STILL_SECONDS = 300;
const DAYS_A_ROUND = 200;
const UNIT_MS = 3_600_000;

/** Keeps the days of traffic, and finds out what their figures are. One instance at a time. Returns what ends it. */
export const startTraffic = (): (() => void) =>
  every(LOOK_MS, "traffic could not be kept", () =>
    withScope("traffic", 0, async () => {
      await keepTraffic();
      return { result: null, end: { set: {}, restMs: 0 } };
    }),
  ).stop;

/** One round. */
export async function keepTraffic(): Promise<void> {
  const profile = await readProfile();
  await noteCounters(profile);
  const days = await unsummedDays(DAYS_A_ROUND);
  await keepHours(days, clockOf(profile).likelyOffset);
  await keepSums(days, profile);
  const fittedAt = profile?.trafficUnitAt?.getTime() ?? 0;
  if (Date.now() - fittedAt > UNIT_MS) {
    await learnUnit();
  }
  await learnStopped(profile);
}

/**
 * What RStack's lists said of the counters lately, by day: the first and the last. A counter that fell was set back: the day
 * begins anew there.
 */
async function noteCounters(profile: MasterProfile | null): Promise<void> {
  const skewSeconds = (profile?.clockSkewMs ?? 0) / 1000;
  const { likelyOffset } = clockOf(profile);
  const at = sql`floor(extract(epoch from h.seen_at) - ${skewSeconds})::bigint`;
  await database().execute(sql`
    insert into traffic_days as d
      (tenancy_id, day, used_first_gb, used_first_at, used_last_gb, used_last_at)
    select t.id, to_char(to_timestamp(l.at + ${likelyOffset * 60}) at time zone 'UTC', 'YYYYMMDD'),
      h.traffic_used_gb, l.at, h.traffic_used_gb, l.at
    from hosts h join tenancies t on t.vm_id = h.vm_id and t.owner = h.owner and t.until is null
    cross join lateral (select ${at} as at) l
    where h.seen_at > now() - ${LOOK_BACK} and h.seen_at >= t.since and h.traffic_used_gb is not null
      and h.gone_at is null and not h.doubled
    on conflict (tenancy_id, day) do update set
      used_first_gb = case when d.used_last_gb <= excluded.used_last_gb then d.used_first_gb else excluded.used_last_gb end,
      used_first_at = case when d.used_last_gb <= excluded.used_last_gb then d.used_first_at else excluded.used_last_at end,
      used_last_gb = excluded.used_last_gb, used_last_at = excluded.used_last_at
      where not d.complete and (d.used_last_at is null or excluded.used_last_at > d.used_last_at)
        and (d.used_last_gb is distinct from excluded.used_last_gb
          or excluded.used_last_at >= d.used_last_at + ${STILL_SECONDS})`);
}

const Looks = z.array(
  z.object({ tenancy_id: z.uuid(), day: z.string(), first: z.coerce.number(), last: z.coerce.number() }),
);

async function keepSums(days: readonly UnsummedDay[], profile: MasterProfile | null): Promise<void> {
  if (days.length === 0) {
    return;
  }
  const keys = JSON.stringify(days.map(({ tenancyId, day }) => ({ tenancy_id: tenancyId, day })));
  const { rows } =
    await database().execute(sql`select d.tenancy_id, d.day, d.used_first_at as first, d.used_last_at as last
    from traffic_days d join jsonb_to_recordset(${keys}::jsonb) as k(tenancy_id uuid, day text) using (tenancy_id, day)
    where d.used_first_at is not null`);
  const looks = new Map(Looks.parse(rows).map((look) => [`${look.tenancy_id} ${look.day}`, look]));
  const summed = days.map((kept) => {
    const { tenancyId, day, complete, samples, readAt } = kept;
    const look = looks.get(`${tenancyId} ${day}`);
    const whole = sumOf(samples, 0, Number.POSITIVE_INFINITY);
    const span = look ? sumOf(samples, look.first, look.last) : null;
    return {
      ...{ tenancy_id: tenancyId, day, complete, read_at: readAt, minutes: whole.minutes },
      ...{ in_sum: whole.inSum, out_sum: whole.outSum, gaps: gapsOfDay(kept, profile) },
      ...{ span_in: span?.inSum ?? null, span_out: span?.outSum ?? null },
    };
  });
  await database().execute(sql`with s as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(summed)}::jsonb) as x(tenancy_id uuid, day text, complete boolean,
        read_at timestamptz, minutes int, in_sum float8, out_sum float8, span_in float8, span_out float8, gaps jsonb)),
    marked as (update monitor_days m set summed_at = s.read_at, gaps = s.gaps from s
      where m.tenancy_id = s.tenancy_id and m.day = s.day and m.fetched_at = s.read_at)
    insert into traffic_days (tenancy_id, day, complete, minutes, in_sum, out_sum, span_in, span_out)
    select tenancy_id, day, complete, minutes, in_sum, out_sum, span_in, span_out from s
    on conflict (tenancy_id, day) do update set complete = excluded.complete, minutes = excluded.minutes,
      in_sum = excluded.in_sum, out_sum = excluded.out_sum, span_in = excluded.span_in, span_out = excluded.span_out`);
}

/** Of the samples after `from` up to `to` (Unix seconds): each tells of the minute before it. */
function sumOf({ times, values }: Samples, from: number, to: number) {
  const sum = { inSum: 0, outSum: 0, minutes: 0 };
  times.forEach((time, at) => {
    const [inFigure, outFigure] = [values.down[at] ?? null, values.up[at] ?? null];
    if (time > from && time <= to && inFigure !== null && outFigure !== null) {
      sum.inSum += inFigure;
      sum.outSum += outFigure;
      sum.minutes += 1;
    }
  });
  return sum;
}

const EVIDENCE_DAYS = 35;
/** Those whose counters grew most: of the others counters in whole GB say little. */
const EVIDENCE_HOSTS = 300;
/** So much has to be counted for one comparison. */
const PAIR_GB = 8;

const Evidence = z.array(
  z.object({ tenancy_id: z.uuid(), grown: z.coerce.number(), span_in: z.number(), span_out: z.number() }),
);

/** Holds the counters against the samples of the same time, and keeps what that says of the unit. */
export async function learnUnit(): Promise<UnitFit> {
  const { now, likelyOffset } = clockOf(await readProfile());
  const since = dayAt(now - EVIDENCE_DAYS * 86_400, likelyOffset);
  const days = sql`select tenancy_id, day, used_last_gb - used_first_gb as grown, span_in, span_out from traffic_days
    where day >= ${since} and complete and minutes >= ${WHOLE_DAY_MINUTES} and span_in is not null
      and used_last_gb > used_first_gb`;
  const { rows } = await database().execute(sql`with days as (${days}), most as (
      select tenancy_id from days group by tenancy_id order by sum(grown) desc limit ${EVIDENCE_HOSTS})
    select days.tenancy_id, grown, span_in, span_out from days join most using (tenancy_id) order by tenancy_id, day`);
  const fit = fitUnit(pairsOf(Evidence.parse(rows)));
  await keepUnit(fit);
  return fit;
}

/** Days of one host together until enough was counted; what is left at its end counts for nothing. */
function pairsOf(days: z.output<typeof Evidence>): Pair[] {
  const pairs: Pair[] = [];
  let open: (Pair & { of: string }) | null = null;
  for (const { tenancy_id: of, grown, span_in, span_out } of days) {
    const before: Pair = open?.of === of ? open : { grownGb: 0, inSum: 0, outSum: 0 };
    open = {
      of,
      grownGb: before.grownGb + grown,
      inSum: before.inSum + span_in,
      outSum: before.outSum + span_out,
    };
    if (open.grownGb >= PAIR_GB) {
      pairs.push(open);
      open = null;
    }
  }
  return pairs;
}
