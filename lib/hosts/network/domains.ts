import "server-only";
import type { Viewer } from "@/lib/accounts/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { config } from "@/lib/config";
import { master } from "@/lib/master";
import { cleanText } from "../clean-text";
import type { OwnedHost } from "../owned-host";
import { type Prepared, performOperation, type Ready } from "../perform";
import { checkDomain, writtenName, zonesOf } from "./domain-name";
import { listedMapping } from "./mapping-key";
import { checkInsidePort } from "./ports";
import { mappingLimitMs, roomFor } from "./room";

/** The panel's own name and the master's, with all below them, and what the provider keeps to itself. */
const deniedZones = (): string[] => {
  const { panelOrigin, rstack, deny } = config();
  return zonesOf([new URL(panelOrigin).hostname, rstack.url.hostname, ...deny.domains]);
};

/** Leads a domain to a port inside the host. What was typed is checked here, so that nothing else is ever sent. */
export async function performBindDomain(
  owned: OwnedHost,
  typed: { domain: string; port: string },
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const name = checkDomain(typed.domain, deniedZones());
  const inside = checkInsidePort(typed.port);
  if (!name.ok || !inside.ok) {
    const fields = {
      ...(name.ok ? {} : { domain: name.fault }),
      ...(inside.ok ? {} : { port: inside.fault }),
    };
    return { ok: false, code: "invalid", fields };
  }
  const { domain } = name;
  const { port } = inside;
  return performOperation(
    owned,
    {
      kind: "bind-domain",
      params: { subject: toldAs(domain), domain, insidePort: port },
      limitMs: mappingLimitMs(),
      prepare: (ready) => placeFor(domain, ready),
      send: ({ options }) => master().bindDomain(owned.vmId, domain, port, options),
    },
    formKey,
    viewer,
  );
}

/** "bücher.example (xn--bcher-kva.example)": what is read, and what it is. */
function toldAs(domain: string): string {
  const written = writtenName(domain);
  return cleanText(written === null ? domain : `${written} (${domain})`, 510) ?? "";
}

/** Room on this host, and the name bound nowhere on the whole master. */
async function placeFor(domain: string, ready: Ready): Promise<Prepared<null>> {
  const room = await roomFor("domain", ready);
  if (!room.ok) {
    return { ok: false, why: room.why };
  }
  const bound = await master().findDomain(domain, ready.options);
  if (!bound.ok) {
    return { ok: false, why: bound.fault };
  }
  return bound.value.length > 0
    ? { ok: false, why: "domain-taken" }
    : { ok: true, value: null, probe: room.probe };
}

/** Lets go of a binding that the master lists for this very host as a domain's; any other id is not sent. */
export const performUnbindDomain = (
  owned: OwnedHost,
  mappingId: string,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  performOperation(
    owned,
    {
      kind: "unbind-domain",
      params: { mappingId: mappingId.slice(0, 20) },
      limitMs: mappingLimitMs(),
      prepare: async (ready) => {
        const found = await listedMapping("domain", mappingId, ready);
        return found.ok
          ? {
              ok: true,
              value: found.id,
              params: { subject: toldAs(found.mapping.domain ?? ""), mappingId: found.id },
            }
          : { ok: false, why: found.why };
      },
      send: ({ options }, id) => master().unbindDomain(owned.vmId, id, options),
    },
    formKey,
    viewer,
  );
