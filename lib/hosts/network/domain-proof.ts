import "server-only";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { tokenFor } from "@/lib/sealed-secret";
import type { OwnedHost } from "../owned-host";
import { askDns, askTxt } from "./ask-dns";
import { isAllowed, lastHolderOf } from "./domain-claims";
import type { TxtRecord } from "./network-view";

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
