import "server-only";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { monitorDays } from "@/lib/db/host-schema";
import { tenancies } from "@/lib/db/schema";
import { inMs } from "../operations/leases";
import { bySeries, noSamples, type Samples, SERIES } from "./samples";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** A full day is 40 kB; a row that was tampered with must not fill the memory. */
const LARGEST_BYTES = 4_000_000;

const Column = z.array(z.number().nullable());
const Packed = z.object({
  t: z.array(z.number().int()),
  m: Column,
  s: z.array(Column).length(SERIES.length),
});

/** About 13 kB for a busy day, exact. Times are written as what is added to the one before. */
async function packDay(samples: Samples): Promise<Buffer> {
  const steps = samples.times.map((time, at) => time - (samples.times[at - 1] ?? 0));
  const packed = { t: steps, m: samples.memoryTotal, s: SERIES.map((series) => samples.values[series]) };
  return deflate(JSON.stringify(packed));
}

/** Throws where the bytes are not what `packDay` made. */
async function unpackDay(bytes: Buffer): Promise<Samples> {
  const text = (await inflate(bytes, { maxOutputLength: LARGEST_BYTES })).toString();
  const { t, m, s } = Packed.parse(JSON.parse(text));
  let time = 0;
  return {
    times: t.map((step) => {
      time += step;
      return time;
    }),
    memoryTotal: m,
    values: bySeries((series) => s[SERIES.indexOf(series)] ?? []),
  };
}

/** What is kept of one day. */
export interface KeptDay {
  day: string;
  samples: Samples;
  complete: boolean;
  /** Unix seconds: what the day held up to then is here. */
  readAt: number;
}

/** A row that was leased and never filled. */
const NEVER = new Date(0);
const NOTHING = Buffer.alloc(0);
/** A lease dies with its process after this. */
const LEASE_MS = 45_000;
const LONGEST_REST_MS = 60_000;

const ofDay = (tenancyId: string, day: string) =>
  and(eq(monitorDays.tenancyId, tenancyId), eq(monitorDays.day, day));

export interface KeptDays {
  /** Those that were read at least once, unpacked. */
  kept: Map<string, KeptDay>;
  /** Those that the master refused to tell lately. */
  refused: Set<string>;
}

export async function readDays(tenancyId: string, days: readonly string[]): Promise<KeptDays> {
  const rows = await database()
    .select()
    .from(monitorDays)
    .where(and(eq(monitorDays.tenancyId, tenancyId), inArray(monitorDays.day, [...days])));
  const kept = new Map<string, KeptDay>();
  const refused = new Set<string>();
  for (const row of rows) {
    // No lease and no rest after a fault lasts so long.
    if (row.claimedUntil && row.claimedUntil.getTime() - Date.now() > LONGEST_REST_MS) {
      refused.add(row.day);
    }
    if (row.fetchedAt.getTime() > 0) {
      const { day, complete } = row;
      const samples = await unpackDay(row.samples);
      kept.set(day, { day, complete, samples, readAt: row.fetchedAt.getTime() / 1000 });
    }
  }
  return { kept, refused };
}

/**
 * Takes the right to ask for one day of a tenancy that still holds, on behalf of all instances: never a complete day,
 * never one that was asked for within `restMs`, never beside another.
 */
export async function leaseDay(tenancyId: string, day: string, restMs: number): Promise<boolean> {
  const taken = await database().execute(sql`
    insert into monitor_days as d (tenancy_id, day, samples, complete, fetched_at, claimed_until)
    select t.id, ${day}, ${NOTHING}, false, ${NEVER.toISOString()}::timestamptz, ${inMs(LEASE_MS)}
      from tenancies t where t.id = ${tenancyId} and t.until is null
    on conflict (tenancy_id, day) do update set claimed_until = excluded.claimed_until
      where not d.complete and (d.claimed_until is null or d.claimed_until < now())
        and d.fetched_at <= now() - ${restMs} * interval '1 millisecond'
    returning d.day`);
  return taken.rows.length === 1;
}

/** Only where the tenancy still holds: what came for a host that was handed over meanwhile is kept for nobody. */
export async function keepDay(
  tenancyId: string,
  day: string,
  values: { samples: Samples; complete: boolean },
): Promise<void> {
  const packed = await packDay(values.samples);
  await database()
    .update(monitorDays)
    .set({ samples: packed, complete: values.complete, fetchedAt: sql`now()`, claimedUntil: null })
    .where(
      and(
        ofDay(tenancyId, day),
        sql`exists (select 1 from tenancies t where t.id = ${tenancyId} and t.until is null)`,
      ),
    );
}

/** A day whose traffic isn't summed, or was before more came. */
export interface UnsummedDay {
  tenancyId: string;
  day: string;
  complete: boolean;
  samples: Samples;
  /** When it was read, to the microsecond; and in Unix seconds. */
  readAt: string;
  readSeconds: number;
  /** Since when the tenancy holds, likewise. */
  sinceSeconds: number;
}

/** A day that isn't over is summed no oftener than this. */
const SUM_AGAIN_MS = 10 * 60_000;

/** Those that were read first, at most so many. One whose bytes can't be read is empty. */
export async function unsummedDays(most: number): Promise<UnsummedDay[]> {
  const rows = await database()
    .select({
      tenancyId: monitorDays.tenancyId,
      day: monitorDays.day,
      complete: monitorDays.complete,
      samples: monitorDays.samples,
      readAt: sql<string>`${monitorDays.fetchedAt}::text`,
      readSeconds: sql<number>`extract(epoch from ${monitorDays.fetchedAt})::float8`,
      sinceSeconds: sql<number>`extract(epoch from ${tenancies.since})::float8`,
    })
    .from(monitorDays)
    .innerJoin(tenancies, eq(tenancies.id, monitorDays.tenancyId))
    .where(
      and(
        sql`(summed_at is null or summed_at < fetched_at)`,
        gt(monitorDays.fetchedAt, NEVER),
        or(
          monitorDays.complete,
          isNull(monitorDays.summedAt),
          sql`${monitorDays.summedAt} < now() - ${SUM_AGAIN_MS} * interval '1 millisecond'`,
        ),
      ),
    )
    .orderBy(monitorDays.fetchedAt)
    .limit(most);
  return Promise.all(
    rows.map(async (row) => ({ ...row, samples: await unpackDay(row.samples).catch(noSamples) })),
  );
}

/** No instance asks again before this time has passed. */
export async function restDay(tenancyId: string, day: string, restMs: number): Promise<void> {
  await database()
    .update(monitorDays)
    .set({ claimedUntil: inMs(restMs) })
    .where(ofDay(tenancyId, day));
}
