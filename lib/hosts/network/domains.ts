import "server-only";
import { takePoint } from "@/lib/accounts/rate-limit";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import { cleanText } from "../clean-text";
import { readOne } from "../mirror/read-one";
import { currentTenancy } from "../mirror/tenancies";
import type { OwnedHost } from "../owned-host";
import { type Prepared, type Ready, runCommand } from "../run-command";
import { noteBound, noteUnbound, reserveName } from "./domain-claims";
import { checkDomain, writtenName, zonesOf } from "./domain-name";
import { mayBind, proofRecordOf } from "./domain-proof";
import { listedMapping } from "./mapping-key";
import { checkInsidePort } from "./ports";
import { mappingLimitMs, roomFor } from "./room";

/** Each one may ask DNS, and the master for the whole fleet. */
const LIMIT = { scope: "bind-domain", points: 120, seconds: 600 };

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
  const waitSeconds = await takePoint(LIMIT, owned.tenancyId);
  if (waitSeconds > 0) {
    return { ok: false, code: "too-many", waitSeconds };
  }
  const { domain } = name;
  const { port } = inside;
  const result = await runCommand(
    owned,
    {
      kind: "bind-domain",
      params: { subject: toldAs(domain), domain, insidePort: port },
      limitMs: mappingLimitMs(),
      prepare: (ready) => placeFor(domain, ready),
      send: async ({ options }) => {
        const answer = await master().bindDomain(owned.vmId, domain, port, options);
        if (answer.ok) {
          await logFailure(noteBound(owned.vmId, [domain], false), domain);
        }
        return answer;
      },
    },
    formKey,
    viewer,
  );
  const txtRecord = proofRecordOf(domain, owned.tenancyId);
  return !result.ok && result.reason === "domain-proof" && txtRecord ? { ...result, txtRecord } : result;
}

/** "bücher.example (xn--bcher-kva.example)": what is read, and what it is. */
function toldAs(domain: string): string {
  const written = writtenName(domain);
  return cleanText(written === null ? domain : `${written} (${domain})`, 510) ?? "";
}

/** Room on this host, the name bound nowhere on the whole master and by nobody else just now, and free for this customer. */
async function placeFor(domain: string, ready: Ready): Promise<Prepared<null>> {
  const room = await roomFor("domain", ready);
  if (!room.ok) {
    return { ok: false, why: room.why };
  }
  if (!(await reserveName(domain, ready.row))) {
    return { ok: false, why: "domain-taken" };
  }
  const bound = await master().findDomain(domain, ready.options);
  if (!bound.ok) {
    return { ok: false, why: bound.fault };
  }
  if (bound.value.length > 0) {
    await noteHolders(domain, bound.value, ready.options);
    return { ok: false, why: "domain-taken" };
  }
  await noteUnbound(domain);
  return (await mayBind(domain, ready.owned))
    ? { ok: true, value: null, probe: room.probe }
    : { ok: false, why: "domain-proof" };
}

/** Who has the name is kept for the day it is given up, also of hosts that the panel has not seen yet. */
async function noteHolders(
  domain: string,
  holders: readonly { vmId: VmId | null }[],
  options: CallOptions,
): Promise<void> {
  for (const { vmId } of holders) {
    if (vmId !== null) {
      if (!(await currentTenancy(database(), vmId))) {
        await readOne(vmId, options);
      }
      await noteBound(vmId, [domain], false);
    }
  }
}

/** A claim that can't be written must not lose the master's answer to the command. */
const logFailure = (written: Promise<void>, domain: string): Promise<void> =>
  written.catch((err) => log.warn({ err, domain }, "the claim on a domain was not written"));

/** Lets go of a binding that the master lists for this very host as a domain's; any other id is not sent. */
export const performUnbindDomain = (
  owned: OwnedHost,
  mappingId: string,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand(
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
              value: { id: found.id, domain: zonesOf([found.mapping.domain ?? ""])[0] ?? "" },
              params: { subject: toldAs(found.mapping.domain ?? ""), mappingId: found.id },
            }
          : { ok: false, why: found.why };
      },
      send: async ({ options }, { id, domain }) => {
        const answer = await master().unbindDomain(owned.vmId, id, options);
        if (answer.ok) {
          await logFailure(noteUnbound(domain, owned.tenancyId), domain);
        }
        return answer;
      },
    },
    formKey,
    viewer,
  );
