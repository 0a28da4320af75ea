import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import type { UnsummedDay } from "../day-rows";
import type { Samples } from "../samples";

const HOUR = 3_600;
/** What is older is told nowhere. */
const WEEK = 8 * 24 * HOUR;

interface Hour {
  hour: number;
  minutes: number;
  cpu: number | null;
  disk: number | null;
  network: number | null;
}

/** Keeps what the hours of these days come to, for the staff's list of usage; of an hour what has most samples. */
export async function keepHours(days: readonly UnsummedDay[], offsetMinutes: number): Promise<void> {
  const since = Date.now() / 1000 - WEEK;
  const hours = days.flatMap(({ tenancyId, samples }) =>
    hoursOf(samples, offsetMinutes, since).map((hour) => ({ tenancy_id: tenancyId, ...hour })),
  );
  if (hours.length > 0) {
    await database().execute(sql`insert into usage_hours as u (tenancy_id, hour, minutes, cpu, disk, network)
      select tenancy_id, hour, minutes, cpu, disk, network from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb)
        as x(tenancy_id uuid, hour bigint, minutes int, cpu float8, disk float8, network float8)
      on conflict (tenancy_id, hour) do update set minutes = excluded.minutes, cpu = excluded.cpu, disk = excluded.disk,
        network = excluded.network where excluded.minutes > u.minutes`);
  }
}

/** Hours begin with the master's own: in zones of half an hour, too, each lies within one of its days. */
function hoursOf({ times, values }: Samples, offsetMinutes: number, since: number): Hour[] {
  const at = new Map<number, number[]>();
  times.forEach((time, index) => {
    const hour = Math.floor((time + offsetMinutes * 60) / HOUR) * HOUR - offsetMinutes * 60;
    if (hour >= since) {
      at.set(hour, [...(at.get(hour) ?? []), index]);
    }
  });
  const { systemRead, systemWrite, dataRead, dataWrite, up, down } = values;
  return [...at].map(([hour, indexes]) => ({
    ...{ hour, minutes: indexes.length, cpu: meanOf(indexes, [values.cpu]) },
    disk: meanOf(indexes, [systemRead, systemWrite, dataRead, dataWrite]),
    network: meanOf(indexes, [up, down]),
  }));
}

/** Of the sums of these lines, where at least one has a figure; null where there is none. */
function meanOf(indexes: readonly number[], lines: readonly (number | null)[][]): number | null {
  const sums = indexes.flatMap((index) => {
    const figures = lines.flatMap((line) => line[index] ?? []);
    return figures.length === 0 ? [] : figures.reduce((sum, figure) => sum + figure, 0);
  });
  return sums.length === 0 ? null : sums.reduce((sum, one) => sum + one, 0) / sums.length;
}
