import "server-only";
import { and, desc, eq, gt, sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { inMs } from "@/lib/operations/leases";
import { UNDO_MS } from "@/lib/operations/undo";
import type { Mapping } from "@/lib/rstack/master-client";
import { defineCommand } from "../define-command";
import { parsePort } from "./inside-port";
import { listedMapping, MAPPING_ID_FIELD, PORT_FIELD } from "./mapping-key";
import type { PortFault } from "./network-view";
import { mappingLimitMs, roomFor } from "./room";
import { verifyMade, verifyRemoved } from "./verify-network";

type CheckedPort = { ok: true; port: number } | { ok: false; fault: PortFault };

/** A port inside the host as a person typed it; ports that the provider keeps to itself are none. */
export function checkInsidePort(typed: string): CheckedPort {
  const port = parsePort(typed.trim());
  if (port === null) {
    return { ok: false, fault: "port-number" };
  }
  return config().deny.ports.includes(port) ? { ok: false, fault: "port-denied" } : { ok: true, port };
}

/** One more port of the shared address that leads to a port inside the host. */
export const addPort = defineCommand("add-port", {
  fields: { port: PORT_FIELD },
  limitMs: mappingLimitMs,
  begin: ({ input }) => {
    const checked = checkInsidePort(input.port);
    return checked.ok
      ? {
          ok: true,
          value: checked.port,
          params: { subject: String(checked.port), insidePort: checked.port },
        }
      : { ok: false, code: "invalid", fields: { port: checked.fault } };
  },
  prepare: async (ready, port) => {
    const room = await roomFor("port", ready);
    if (!room.ok) {
      return { ok: false, why: room.why };
    }
    const isMapped = room.mappings.some((one) => one.kind === "port" && one.insidePort === port);
    const publicBefore = await publicPortBefore(ready.owned.tenancyId, port);
    const params = publicBefore === null ? undefined : { publicBefore };
    return isMapped
      ? { ok: false, why: "port-mapped" }
      : { ok: true, value: null, notes: room.notes, params };
  },
  send: ({ owned, options }, _room, port) => master().addPort(owned.vmId, port, options),
  verify: verifyMade(
    ({ kind, insidePort }, params) => kind === "port" && insidePort === params.insidePort,
    ({ publicPort, insidePort }) => ({ subject: String(insidePort), publicPort }),
  ),
});

/** Takes away a mapping that the master lists for this very host as a port's; any other id is not sent. */
export const removePort = defineCommand("remove-port", {
  fields: { mappingId: MAPPING_ID_FIELD },
  limitMs: mappingLimitMs,
  begin: ({ input: { mappingId } }) => ({ ok: true, value: mappingId, params: { mappingId } }),
  prepare: async (ready, mappingId) => {
    const found = await listedMapping("port", mappingId, ready);
    return found.ok
      ? { ok: true, value: found.id, params: { ...aboutOf(found.mapping), mappingId: found.id } }
      : { ok: false, why: found.why };
  },
  send: ({ owned, options }, id) => master().removePort(owned.vmId, id, options),
  verify: verifyRemoved,
});

export const portCommands = { "add-port": addPort, "remove-port": removePort };

const aboutOf = ({ publicPort, insidePort }: Mapping) => ({
  ...{ publicPort, insidePort },
  subject: [publicPort, insidePort].filter((port) => port !== null).join(" → "),
});

/** The public port that led to this one until it was taken away, while that can be undone; null where none did. */
async function publicPortBefore(tenancyId: string, insidePort: number): Promise<number | null> {
  const [row] = await database()
    .select({ port: sql<number | null>`(${operations.params} ->> 'publicPort')::int` })
    .from(operations)
    .where(
      and(
        eq(operations.tenancyId, tenancyId),
        eq(operations.kind, removePort.kind),
        eq(operations.outcome, "done"),
        gt(operations.endedAt, inMs(-UNDO_MS)),
        sql`${operations.params} ->> 'insidePort' = ${String(insidePort)}`,
      ),
    )
    .orderBy(desc(operations.startedAt))
    .limit(1);
  return row?.port ?? null;
}
