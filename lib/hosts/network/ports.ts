import "server-only";
import { config } from "@/lib/config";
import { master } from "@/lib/master";
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
    return isMapped ? { ok: false, why: "port-mapped" } : { ok: true, value: null, notes: room.notes };
  },
  send: ({ owned, options }, _room, port) => master().addPort(owned.vmId, port, options),
  verify: verifyMade(({ kind, insidePort }, params) => kind === "port" && insidePort === params.insidePort),
});

/** Takes away a mapping that the master lists for this very host as a port's; any other id is not sent. */
export const removePort = defineCommand("remove-port", {
  fields: { mappingId: MAPPING_ID_FIELD },
  limitMs: mappingLimitMs,
  begin: ({ input: { mappingId } }) => ({ ok: true, value: mappingId, params: { mappingId } }),
  prepare: async (ready, mappingId) => {
    const found = await listedMapping("port", mappingId, ready);
    return found.ok
      ? { ok: true, value: found.id, params: { subject: subjectOf(found.mapping), mappingId: found.id } }
      : { ok: false, why: found.why };
  },
  send: ({ owned, options }, id) => master().removePort(owned.vmId, id, options),
  verify: verifyRemoved,
});

export const portCommands = { "add-port": addPort, "remove-port": removePort };

const subjectOf = (mapping: { publicPort: number | null; insidePort: number | null }): string =>
  [mapping.publicPort, mapping.insidePort].filter((port) => port !== null).join(" → ");
