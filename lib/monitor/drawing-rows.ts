import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { database, prepared } from "@/lib/db/connection";
import { sparklines } from "@/lib/db/host-schema";
import { tenancies } from "@/lib/db/schema";
import type { UserId } from "@/lib/rstack/ids";
import type { Drawing } from "./drawing";

const Line = z.object({
  line: z.array(z.number().nullable()),
  top: z.number(),
  last: z.number().nullable(),
  peak: z.number().nullable(),
  peakAt: z.number().nullable(),
});
const Hour = z.object({ until: z.number(), hour: Line });
const Whole = Hour.extend({
  day: z.object({ cpu: Line, memory: Line, disk: Line, network: Line }),
  memoryTotal: z.number().nullable(),
});

/** The last hour's CPU alone, for a list. */
export type HourDrawing = z.infer<typeof Hour>;

/** Only where the tenancy still holds. */
export async function keepDrawing(tenancyId: string, drawing: Drawing): Promise<void> {
  await database().execute(sql`
    insert into sparklines (tenancy_id, points, drawn_at)
    select t.id, ${JSON.stringify(drawing)}::jsonb, now() from tenancies t
      where t.id = ${tenancyId} and t.until is null
    on conflict (tenancy_id) do update set points = excluded.points, drawn_at = excluded.drawn_at`);
}

const drawingOf = prepared((db) =>
  db
    .select({ points: sparklines.points })
    .from(sparklines)
    .where(eq(sparklines.tenancyId, sql.placeholder("tenancyId")))
    .prepare("drawing"),
);

/** Null where nothing was drawn yet. */
export async function readDrawing(tenancyId: string): Promise<Drawing | null> {
  const [row] = await drawingOf().execute({ tenancyId });
  const parsed = Whole.safeParse(row?.points);
  return parsed.success ? parsed.data : null;
}

const hoursOf = prepared((db) =>
  db
    .select({
      tenancyId: tenancies.id,
      vmId: tenancies.vmId,
      points: sql<unknown>`jsonb_build_object('until', ${sparklines.points}->'until', 'hour', ${sparklines.points}->'hour')`,
    })
    .from(tenancies)
    .leftJoin(sparklines, eq(sparklines.tenancyId, tenancies.id))
    .where(
      and(
        eq(tenancies.owner, sql.placeholder("owner")),
        isNull(tenancies.until),
        sql`${tenancies.vmId} = any(${sql.placeholder("vmIds")})`,
      ),
    )
    .prepare("hours_of_owner"),
);

/** Of a customer's own hosts; `hour` is null where nothing was drawn yet. */
export async function readHours(
  owner: UserId,
  vmIds: readonly string[],
): Promise<{ tenancyId: string; vmId: string; hour: HourDrawing | null }[]> {
  const rows = await hoursOf().execute({ owner, vmIds: [...vmIds] });
  return rows.map(({ tenancyId, vmId, points }) => {
    const parsed = Hour.safeParse(points);
    return { tenancyId, vmId, hour: parsed.success ? parsed.data : null };
  });
}
