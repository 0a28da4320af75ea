import "server-only";
import { isIP } from "node:net";
import { takePoint } from "@/lib/accounts/rate-limit";
import { config } from "@/lib/config";
import { master } from "@/lib/master";
import type { OwnedHost } from "../owned-host";
import { askDns, type NameResolver } from "./ask-dns";
import { findingOf } from "./dns-finding";
import { checkDomain } from "./domain-name";
import type { DnsView, DomainRow } from "./network-view";
import { domainsOf } from "./read-network";

const MOST = 50;
const EACH_HOST = { scope: "dns", points: 30, seconds: 60 };

/**
 * Whether the domains that the master lists for this very host lead to it; DNS is asked for no other name. A name of
 * which nothing is known is left out, as are all of them when the master or DNS doesn't answer.
 */
export async function checkDomains({ vmId, row }: OwnedHost, resolver?: NameResolver): Promise<DnsView> {
  if (config().domainDns === "off" || (await takePoint(EACH_HOST, vmId)) > 0) {
    return { findings: {} };
  }
  const mappings = await master().listMappings(vmId, { priority: "drawing" });
  const rows = mappings.ok
    ? domainsOf(mappings.value, isIP(row.publicIp ?? "") === 0 ? null : row.publicIp).slice(0, MOST)
    : [];
  const found = await Promise.all(rows.map((one) => findingOfRow(one, resolver)));
  return { findings: Object.fromEntries(found.filter((entry) => entry !== null)) };
}

async function findingOfRow({ domain, record }: DomainRow, resolver?: NameResolver) {
  // Bound by whatever hand: only what could have been bound here is a name to ask for.
  const name = checkDomain(domain, []);
  const answer = record && name.ok ? await askDns(name.domain, resolver) : null;
  const finding = record && answer ? findingOf(answer, record.value) : null;
  return finding && ([domain, finding] as const);
}
