import "server-only";
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
  const rows = await readHours(
    owner,
    hosts.map(({ id }) => id),
  );
  const running = new Set(hosts.filter(({ runs }) => runs).map(({ id }) => id));
  void wantDrawings(
    rows.filter(({ vmId }) => running.has(vmId)).map(({ tenancyId }) => tenancyId),
    1,
  );
  const now = Date.now() / 1000;
  return new Map(
    rows.flatMap(({ vmId, hour }) => (hour && now - hour.until < OLD ? [[vmId, hour] as const] : [])),
  );
}
