import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import type { UserId } from "@/lib/rstack/ids";
import { wantDrawings } from "./drawing-round";
import { type HourDrawing, readHours } from "./drawing-rows";

/** What is older is no last hour any more. Seconds. */
const OLD = 900;

/**
 * The last hour of a customer's own hosts, by host, from what is kept; those that run are asked for anew in the
 * background where they are old. Never waits for the master.
 */
export async function hourDrawings(
  owner: UserId,
  hosts: readonly { id: string; runs: boolean }[],
): Promise<Map<string, HourDrawing>> {
  if (hosts.length === 0) {
    return new Map();
  }
  const ids = hosts.map(({ id }) => id);
  const rows = await database()
    .select({ id: tenancies.id, vmId: tenancies.vmId })
    .from(tenancies)
    .where(and(inArray(tenancies.vmId, ids), eq(tenancies.owner, owner), isNull(tenancies.until)));
  const running = new Set(hosts.filter(({ runs }) => runs).map(({ id }) => id));
  wantDrawings(
    rows.filter(({ vmId }) => running.has(vmId)).map(({ id }) => id),
    1,
  );
  const kept = await readHours(rows.map(({ id }) => id));
  const now = Date.now() / 1000;
  return new Map(
    rows.flatMap(({ id, vmId }) => {
      const drawing = kept.get(id);
      return drawing && now - drawing.until < OLD ? [[vmId, drawing] as const] : [];
    }),
  );
}
