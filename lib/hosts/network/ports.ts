import "server-only";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { config } from "@/lib/config";
import { master } from "@/lib/master";
import type { OwnedHost } from "../owned-host";
import { runCommand } from "../run-command";
import { parsePort } from "./inside-port";
import { listedMapping } from "./mapping-key";
import type { PortFault } from "./network-view";
import { mappingLimitMs, roomFor } from "./room";

type CheckedPort = { ok: true; port: number } | { ok: false; fault: PortFault };

/** A port inside the host as a person typed it; ports that the provider keeps to itself are none. */
export function checkInsidePort(typed: string): CheckedPort {
  const port = parsePort(typed.trim());
  if (port === null) {
    return { ok: false, fault: "port-number" };
  }
  return config().deny.ports.includes(port) ? { ok: false, fault: "port-denied" } : { ok: true, port };
}

/** One more port of the shared address that leads to `typed` inside the host. */
export async function performAddPort(
  owned: OwnedHost,
  typed: string,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const checked = checkInsidePort(typed);
  if (!checked.ok) {
    return { ok: false, code: "invalid", fields: { port: checked.fault } };
  }
  const { port } = checked;
  return runCommand(
    owned,
    {
      kind: "add-port",
      params: { subject: String(port), insidePort: port },
      limitMs: mappingLimitMs(),
      prepare: async (ready) => {
        const room = await roomFor("port", ready);
        if (!room.ok) {
          return { ok: false, why: room.why };
        }
        const isMapped = room.mappings.some((one) => one.kind === "port" && one.insidePort === port);
        return isMapped ? { ok: false, why: "port-mapped" } : { ok: true, value: null, probe: room.probe };
      },
      send: ({ options }) => master().addPort(owned.vmId, port, options),
    },
    formKey,
    viewer,
  );
}

/** Takes away a mapping that the master lists for this very host as a port's; any other id is not sent. */
export const performRemovePort = (
  owned: OwnedHost,
  mappingId: string,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand(
    owned,
    {
      kind: "remove-port",
      params: { mappingId: mappingId.slice(0, 20) },
      limitMs: mappingLimitMs(),
      prepare: async (ready) => {
        const found = await listedMapping("port", mappingId, ready);
        return found.ok
          ? { ok: true, value: found.id, params: { subject: subjectOf(found.mapping), mappingId: found.id } }
          : { ok: false, why: found.why };
      },
      send: ({ options }, id) => master().removePort(owned.vmId, id, options),
    },
    formKey,
    viewer,
  );

const subjectOf = (mapping: { publicPort: number | null; insidePort: number | null }): string =>
  [mapping.publicPort, mapping.insidePort].filter((port) => port !== null).join(" → ");
