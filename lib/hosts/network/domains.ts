import "server-only";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { takePoint } from "@/lib/accounts/rate-limit";
import type { ActionResult } from "@/lib/action-result";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, Mapping } from "@/lib/rstack/master-client";
import { tokenFor } from "@/lib/sealed-secret";
import { cleanText } from "../clean-text";
import { defineCommand } from "../define-command";
import { readOne } from "../mirror/read-one";
import { currentTenancy } from "../mirror/tenancies";
import type { OwnedHost } from "../owned-host";
import type { Prepared, Ready } from "../run-command";
import { askDns, askTxt } from "./ask-dns";
import { isAllowed, lastHolderOf, noteBound, noteUnbound, reserveName } from "./domain-claims";
import { checkDomain, writtenName, zonesOf } from "./domain-name";
import { listedMapping, MAPPING_ID_FIELD, PORT_FIELD } from "./mapping-key";
import type { TxtRecord } from "./network-view";
import { checkInsidePort } from "./ports";
import { mappingLimitMs, roomFor } from "./room";
import { verifyMade, verifyRemoved } from "./verify-network";

/** Each one may ask DNS, and the master for the whole fleet. */
const LIMIT = { scope: "bind-domain", points: 120, seconds: 600 };

/** The panel's own name and the master's, with all below them, and what the provider keeps to itself. */
const deniedZones = (): string[] => {
  const { panelOrigin, rstack, deny } = config();
  return zonesOf([new URL(panelOrigin).hostname, rstack.url.hostname, ...deny.domains]);
};

/** Leads a domain to a port inside the host. What was typed is checked here, so that nothing else is ever sent. */
export const bindDomain = defineCommand("bind-domain", {
  fields: { domain: z.string().max(1024), port: PORT_FIELD },
  limitMs: mappingLimitMs,
  begin: async ({ owned, input }) => {
    const name = checkDomain(input.domain, deniedZones());
    const inside = checkInsidePort(input.port);
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
    const params = { subject: toldAs(domain), domain, insidePort: port };
    return { ok: true, value: { domain, port }, params };
  },
  prepare: (ready, { domain }) => placeFor(domain, ready),
  send: async ({ owned, options }, _place, { domain, port }) => {
    const answer = await master().bindDomain(owned.vmId, domain, port, options);
    if (answer.ok) {
      await logFailure(noteBound(owned.vmId, [domain], false), domain);
    }
    return answer;
  },
  finish: async (result, { domain }, { owned }): Promise<ActionResult<{ txtRecord: TxtRecord }>> => {
    const txtRecord = proofRecordOf(domain, owned.tenancyId);
    return !result.ok && result.reason === "domain-proof" && txtRecord ? { ...result, txtRecord } : result;
  },
  verify: verifyMade(
    ({ kind, domain }, params) => kind === "domain" && zonesOf([domain ?? ""])[0] === params.domain,
  ),
});

/** Lets go of a binding that the master lists for this very host as a domain's; any other id is not sent. */
export const unbindDomain = defineCommand("unbind-domain", {
  fields: { mappingId: MAPPING_ID_FIELD },
  limitMs: mappingLimitMs,
  begin: ({ input: { mappingId } }) => ({ ok: true, value: mappingId, params: { mappingId } }),
  prepare: async (ready, mappingId) => {
    const found = await listedMapping("domain", mappingId, ready);
    return found.ok
      ? {
          ok: true,
          value: { id: found.id, domain: domainOf(found.mapping) },
          params: {
            ...{ subject: toldAs(found.mapping.domain ?? ""), mappingId: found.id },
            ...{ domain: domainOf(found.mapping), insidePort: found.mapping.insidePort },
          },
        }
      : { ok: false, why: found.why };
  },
  send: async ({ owned, options }, { id, domain }) => {
    const answer = await master().unbindDomain(owned.vmId, id, options);
    if (answer.ok) {
      await logFailure(noteUnbound(domain, owned.tenancyId), domain);
    }
    return answer;
  },
  verify: verifyRemoved,
});

export const domainCommands = { "bind-domain": bindDomain, "unbind-domain": unbindDomain };

const domainOf = ({ domain }: Mapping): string => zonesOf([domain ?? ""])[0] ?? "";

/** "bücher.example (xn--bcher-kva.example)": the readable name, and the A-labels. */
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
    ? { ok: true, value: null, notes: room.notes }
    : { ok: false, why: "domain-proof" };
}

/** Notes who has the name, for the time after it is unbound; also for hosts that the panel hasn't seen yet. */
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

const LABEL = "_rstack-panel";
const LONGEST_NAME = 253;

/** The record that proves a name is this tenancy's; null where its own name would be too long for DNS. */
export function proofRecordOf(domain: string, tenancyId: string): TxtRecord | null {
  const name = `${LABEL}.${domain}`;
  return name.length > LONGEST_NAME
    ? null
    : { name, value: `${LABEL.slice(1)}=${tokenFor("domain proof", `${tenancyId} ${domain}`)}` };
}

/**
 * Whether the name may be bound to this host. It takes a TXT record or staff's word where another customer had the name
 * or one above or below it in the last 30 days, or where it leads to a shared address of ours for another: not this host's, or this host's after
 * another customer had the name.
 */
export async function mayBind(domain: string, owned: OwnedHost): Promise<boolean> {
  const last = await lastHolderOf(domain, owned);
  if (last === "own" || (last !== "lately" && !(await leadsToAnother(domain, owned, last === "earlier")))) {
    return true;
  }
  return (await isAllowed(domain, owned.tenancyId)) || (await isProven(domain, owned.tenancyId));
}

async function isProven(domain: string, tenancyId: string): Promise<boolean> {
  const record = proofRecordOf(domain, tenancyId);
  if (!record || config().domainDns === "off") {
    return false;
  }
  return (await askTxt(record.name)).includes(record.value);
}

/** While DNS doesn't say, a name that another had is taken to lead there still. */
async function leadsToAnother(domain: string, owned: OwnedHost, hadAnother: boolean): Promise<boolean> {
  if (config().domainDns === "off") {
    return false;
  }
  const answer = await askDns(domain);
  const leadsTo = [...(answer?.ipv4 ?? []), ...(answer?.ipv6 ?? [])];
  if (!answer?.ipv4 && hadAnother) {
    return true;
  }
  if (leadsTo.length === 0) {
    return false;
  }
  const shared = await database()
    .select({ vmId: hosts.vmId, address: hosts.publicIp })
    .from(hosts)
    .where(and(isNull(hosts.goneAt), or(inArray(hosts.publicIp, leadsTo), eq(hosts.vmId, owned.vmId))));
  const own = shared.find(({ vmId }) => vmId === owned.vmId)?.address;
  return shared.some(
    ({ address }) => address !== null && leadsTo.includes(address) && (hadAnother || address !== own),
  );
}
