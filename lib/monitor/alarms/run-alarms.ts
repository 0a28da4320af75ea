import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { config } from "@/lib/config";
import { database, type Transaction } from "@/lib/db/connection";
import { alarmEpisodes, alarmStates } from "@/lib/db/notification-schema";
import { operations } from "@/lib/db/schema";
import { every } from "@/lib/every";
import { withScope } from "@/lib/hosts/mirror/scopes";
import { ALARM_KINDS, type AlarmKind } from "@/lib/notifications/kinds";
import { POWER_KINDS, powerRulesOf } from "@/lib/operations/command-rules";
import { daysBetween } from "../calendar";
import { figuresOf, networkShown } from "../drawing";
import { spansBetween } from "../find-gaps";
import { readMasterClock } from "../master-clock";
import { readNetworkUnit } from "../network-unit";
import { readRange } from "../read-range";
import { GAP_SECONDS, type Samples } from "../samples";
import { type AlarmData, alarmPairs, itsHost, Memory } from "./alarm-rows";
import { needsSamples, unitOf } from "./alarm-view";
import { alarmUnits } from "./alarms";
import { chartOf, type Figure, judge, NO_MEMORY } from "./judge";
import { tellEpisodes } from "./tell-episodes";

const LOOK_MS = 10_000;
const MOST_PAIRS = 500;
/** How often state and traffic are looked at, in seconds. */
const STATE_SECONDS = 30;
const HOUR = 3_600;
const CHART_COLUMNS = 20;
/** For so long a look waits for the end of a day that has not been read, before it counts as a gap. */
const WAIT_FOR_DAY = 20 * 60;
/** As old as a state may be that says something; longer where states are read less often. Seconds. */
const STATE_AGE = 900;
const AFTERMATH = sql`interval '10 minutes'`;

/** Holds what came against the alarms, and tells what goes off or is over. One instance at a time. Returns what ends it. */
export const startAlarms = (): (() => void) =>
  every(Math.min(LOOK_MS, config().notifications.lookMs), "alarms could not be looked at", () =>
    withScope("alarms", 0, async () => {
      await judgeAlarms();
      await tellEpisodes(new Date());
      return { result: null, end: { set: {}, restMs: 0 } };
    }),
  ).stop;

const Moment = z.coerce.date().nullable();
const Pair = z.object({
  id: z.uuid(),
  of_tenancy: z.uuid(),
  vm_id: z.string(),
  kind: z.enum(ALARM_KINDS),
  value: z.number(),
  minutes: z.number(),
  counts_from: z.coerce.date(),
  /** The same to the microsecond. */
  counts_at: z.string(),
  memory: Memory.nullable(),
  now: z.coerce.date(),
  power_up: z.boolean().nullable(),
  state_at: Moment,
  state_since: Moment,
  used: z.number().nullable(),
});
type Pair = z.output<typeof Pair>;

/** One round: alarms whose host has figures that were not looked at. Returns how many were held against them. */
export async function judgeAlarms(): Promise<number> {
  const clock = await readMasterClock();
  const days = daysBetween(clock.now - 2 * HOUR, clock.now, clock.likelyOffset);
  const { rows } =
    await database().execute(sql`select p.id, p.of_tenancy, p.vm_id, p.kind, p.value, p.minutes,
      p.counts_from, p.counts_from::text as counts_at, s.memory, now() as now, h.power_up, h.state_at, h.state_since,
      case when h.traffic_limit_gb > 0 then h.traffic_used_gb * 100.0 / h.traffic_limit_gb end::float8 as used
    from ${alarmPairs} join ${itsHost}
    left join alarm_states s on s.alarm_id = p.id and s.tenancy_id = p.of_tenancy
    where s.looked_at is null
      or (p.kind in ('down', 'traffic-above') and s.looked_at < now() - ${STATE_SECONDS} * interval '1 second')
      or (p.kind not in ('down', 'traffic-above') and exists (select 1 from monitor_days d where d.tenancy_id = p.of_tenancy
        and d.day in (select jsonb_array_elements_text(${JSON.stringify(days)}::jsonb)) and d.fetched_at >= s.looked_at))
    order by s.looked_at nulls first, p.of_tenancy limit ${MOST_PAIRS}`);
  const all = rows.map((row) => Pair.parse(row));
  const network = await readNetworkUnit();
  for (const tenancyId of new Set(all.map((pair) => pair.of_tenancy))) {
    const pairs = all.filter((pair) => pair.of_tenancy === tenancyId);
    const read = pairs.some(({ kind }) => needsSamples(kind))
      ? await readSamples(tenancyId, pairs, clock.now)
      : null;
    for (const pair of pairs) {
      const figures = needsSamples(pair.kind)
        ? sampledFigures(pair.kind, read, network)
        : await stateFigures(pair, clock.now);
      await holdAgainst(pair, figures);
    }
  }
  return rows.length;
}

const fromOf = ({ memory, counts_from, minutes }: Pair, now: number): number =>
  Math.max(
    memory?.at ?? counts_from.getTime() / 1000 - minutes * 60,
    // After a long silence what was long ago is no news.
    now - minutes * 60 - HOUR,
  );

/** Up to the first stretch that is still to come: the end of a day that is over is read a few minutes after midnight. */
async function readSamples(tenancyId: string, pairs: Pair[], now: number): Promise<Samples | null> {
  const sampled = pairs.filter(({ kind }) => needsSamples(kind));
  const from = Math.floor(Math.min(...sampled.map((pair) => fromOf(pair, now))));
  const { samples, known, readAt } = await readRange(tenancyId, { from: from - HOUR, to: now + 1 }, "kept");
  const missing = spansBetween([from, readAt ?? from], known).find(([since]) => now - since < WAIT_FOR_DAY);
  const until = missing?.[0] ?? Number.POSITIVE_INFINITY;
  const end = samples.times.findIndex((time) => time > until);
  return end === -1 ? samples : { ...samples, times: samples.times.slice(0, end) };
}

function sampledFigures(kind: AlarmKind, samples: Samples | null, networkUnit: string): Figure[] {
  if (!samples) {
    return [];
  }
  const drawn = kind.startsWith("cpu")
    ? "cpu"
    : kind.startsWith("memory")
      ? "memory"
      : kind.startsWith("disk")
        ? "disk"
        : "network";
  const part = drawn === "network" ? networkShown(networkUnit).part : 1;
  return figuresOf(samples, drawn).map((figure, at) => {
    const total = samples.memoryTotal[at] ?? 0;
    const value =
      figure === null ? null : drawn !== "memory" ? figure / part : total > 0 ? (figure / total) * 100 : null;
    return [samples.times[at] ?? 0, value] as const;
  });
}

const POWER_OFF = POWER_KINDS.filter((kind) => powerRulesOf(kind).to === "off");

/** The mirror's own: what the last look said of the state or the traffic. None where that look is old. */
async function stateFigures(pair: Pair, now: number): Promise<Figure[]> {
  if (pair.kind === "traffic-above") {
    return [[now, pair.used]];
  }
  const at = (pair.state_at?.getTime() ?? 0) / 1000;
  const oldest = Math.max(STATE_AGE, (config().notifications.watchMs / 1000) * 3);
  if (pair.power_up === null || Date.now() / 1000 - at > oldest) {
    return [];
  }
  const since = (pair.state_since?.getTime() ?? 0) / 1000;
  const value = pair.power_up ? 0 : (await wasTurnedOff(pair)) ? null : 1;
  return [
    [Math.floor(since), value],
    [Math.floor(at), value],
  ];
}

/** By a command of the panel: whoever stopped it knows. */
async function wasTurnedOff({ of_tenancy, state_since }: Pair): Promise<boolean> {
  const since = state_since?.toISOString() ?? null;
  const [one] = await database()
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.tenancyId, of_tenancy),
        inArray(operations.kind, POWER_OFF),
        sql`${operations.outcome} not in ('not-sent', 'superseded')`,
        sql`(${since}::timestamptz is null or ${operations.endedAt} is null or ${operations.endedAt} > ${since}::timestamptz - ${AFTERMATH})`,
      ),
    )
    .limit(1);
  return one !== undefined;
}

/** The row is the lock: an instance that was slow finds what another one has written, and figures that are no news. */
async function holdAgainst(pair: Pair, figures: Figure[]): Promise<void> {
  const { id: alarmId, of_tenancy: tenancyId, now } = pair;
  await database().transaction(async (tx) => {
    // Changed or paused meanwhile: the next round knows.
    const { rows } = await tx.execute(sql`select 1 from alarms where id = ${alarmId} and paused_at is null
      and counts_from = ${pair.counts_at}::timestamptz for share`);
    if (rows.length === 0) {
      return;
    }
    await tx
      .insert(alarmStates)
      .values({ alarmId, tenancyId, memory: NO_MEMORY, lookedAt: new Date(0) })
      .onConflictDoNothing();
    const isIts = and(eq(alarmStates.alarmId, alarmId), eq(alarmStates.tenancyId, tenancyId));
    const [state] = await tx.select().from(alarmStates).where(isIts).for("update");
    const before = state ? Memory.parse(state.memory) : NO_MEMORY;
    const from = fromOf({ ...pair, memory: before }, now.getTime() / 1000);
    const gap = needsSamples(pair.kind) ? GAP_SECONDS : Number.POSITIVE_INFINITY;
    const news = figures.filter(([time]) => time > from);
    const { memory, events } = judge(pair, before, news, gap);
    for (const event of events) {
      await (event.type === "fired"
        ? beginEpisode(tx, pair, event, figures)
        : endEpisode(tx, pair, event.at));
    }
    await tx.update(alarmStates).set({ memory, lookedAt: now }).where(isIts);
  });
}

async function beginEpisode(
  tx: Transaction,
  { id: alarmId, of_tenancy: tenancyId, kind, value, minutes }: Pair,
  { at, seen }: { at: number; seen: number },
  figures: Figure[],
): Promise<void> {
  const data: z.output<typeof AlarmData> = {
    alarm: kind,
    value,
    unit: unitOf(kind, await alarmUnits()),
    minutes,
    seen: kind === "down" ? null : Math.round(seen * 10) / 10,
    chart: needsSamples(kind) ? chartOf(figures, at - HOUR, at + 1, CHART_COLUMNS) : "",
    firedAt: at,
  };
  await tx
    .insert(alarmEpisodes)
    .values({ alarmId, tenancyId, firedAt: new Date(at * 1000), data })
    .onConflictDoNothing();
}

const endEpisode = (tx: Transaction, { id, of_tenancy }: Pair, at: number) =>
  tx
    .update(alarmEpisodes)
    .set({ resolvedAt: new Date(at * 1000) })
    .where(
      and(
        eq(alarmEpisodes.alarmId, id),
        eq(alarmEpisodes.tenancyId, of_tenancy),
        isNull(alarmEpisodes.resolvedAt),
      ),
    );
