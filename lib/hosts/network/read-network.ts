import "server-only";
import { isIP } from "node:net";
import { eq } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, HostAddressRow, Mapping } from "@/lib/rstack/master-client";
import type { Fault, Outcome } from "@/lib/rstack/outcome";
import { cleanText } from "../clean-text";
import { addressesAreStale, refreshAddresses } from "../connect/addresses";
import { askAboutHost, isAnswer } from "../host-answers";
import type { HostRecord } from "../host-record";
import { type ListProblem, listProblemOf } from "../list-problem";
import { readProfile } from "../mirror/profile";
import type { OwnedHost } from "../owned-host";
import { areMappingsContradicted, readMappings } from "./domain-claims";
import { writtenName } from "./domain-name";
import type { AddressView, DnsRecord, DomainRow, NetworkView, PortRow } from "./network-view";
import { quotaOf } from "./quota";

/** All that leads to a host. Asks the master for its lists in parallel; while it is silent, only what is known is shown. */
export async function readNetwork(owned: OwnedHost): Promise<NetworkView> {
  const down = (await readProfile())?.downSince != null;
  const options = { priority: "open-host" } as const;
  const { vmId } = owned;
  const [{ row, fault }, listed, mapped] = await Promise.all([
    knownRow(owned, down),
    down ? null : askAboutHost(owned, "addresses", () => master().listAddresses(vmId, options), isAnswer),
    // A host that is known to have an address of its own has no mappings.
    down || owned.row.publicIp === ""
      ? null
      : askAboutHost(owned, "mappings", () => checkedMappings(vmId, options), isGood),
  ]);
  return {
    ...networkViewOf(
      row,
      listed?.ok ? listed.value : [],
      mapped?.isUnconfirmed ? { kind: "unconfirmed" } : listOrProblem(mapped?.mappings ?? null),
    ),
    addressProblem: listed && !listed.ok ? listProblemOf(listed.fault) : null,
    reachProblem: row.publicIp === null && fault ? listProblemOf(fault) : null,
  };
}

/**
 * The names that lead to the host, sorted; null where nobody can tell. `options`: of the command that asks for them now;
 * without them they are as a page shows them.
 */
export async function boundDomains(owned: OwnedHost, options?: CallOptions): Promise<string[] | null> {
  if (owned.row.publicIp === "") {
    return [];
  }
  const ask = () => checkedMappings(owned.vmId, options ?? { priority: "open-host" });
  const { mappings, isUnconfirmed } = await (options ? ask() : askAboutHost(owned, "mappings", ask, isGood));
  return mappings.ok && !isUnconfirmed
    ? domainsOf(mappings.value, null)
        .map(({ domain }) => domain)
        .sort()
    : null;
}

interface CheckedMappings {
  mappings: Outcome<Mapping[]>;
  /** They came without a body where there were some. */
  isUnconfirmed: boolean;
}

async function checkedMappings(vmId: VmId, options: CallOptions): Promise<CheckedMappings> {
  const mappings = await readMappings(vmId, options);
  return { mappings, isUnconfirmed: await areMappingsContradicted(vmId, mappings) };
}

const isGood = ({ mappings, isUnconfirmed }: CheckedMappings): boolean => mappings.ok && !isUnconfirmed;

function listOrProblem(mappings: Outcome<Mapping[]> | null): Mapping[] | ListProblem {
  if (mappings === null) {
    return { kind: "no-answer" };
  }
  return mappings.ok ? mappings.value : listProblemOf(mappings.fault);
}

/** The mirror's row; waits for the master only where it never told the host's addresses. `fault`: what came instead. */
async function knownRow(
  { row, vmId }: OwnedHost,
  down: boolean,
): Promise<{ row: HostRecord; fault: Fault | null }> {
  let fault: Fault | null = null;
  if (!down && addressesAreStale(row)) {
    const asked = refreshAddresses(row, vmId);
    fault = row.addressesAt === null ? await asked : null;
  }
  const [fresh] = await database().select().from(hosts).where(eq(hosts.vmId, vmId));
  return { row: fresh && fresh.owner === row.owner ? fresh : row, fault };
}

/** `mappings`: those listed, or why they can't be shown. */
function networkViewOf(
  row: HostRecord,
  listed: readonly HostAddressRow[],
  mappings: readonly Mapping[] | ListProblem,
): Omit<NetworkView, "addressProblem" | "reachProblem"> {
  const [told, problem] = "kind" in mappings ? [null, mappings] : [mappings, null];
  const shared = row.publicIp || null;
  const sharedIp = shared && isIP(shared) !== 0 ? shared : null;
  return {
    addresses: addressesOf(row, listed, shared),
    mac: row.mac,
    reach: row.publicIp === null ? "unknown" : shared ? "shared" : "own",
    ports: { quota: quotaOf(row.portQuota), problem, rows: told && portsOf(told, sharedIp) },
    domains: {
      quota: quotaOf(row.domainQuota),
      problem,
      rows: told && domainsOf(told, sharedIp),
      isChecked: config().domainDns !== "off",
    },
  };
}

function addressesOf(
  row: HostRecord,
  listed: readonly HostAddressRow[],
  shared: string | null,
): AddressView[] {
  const views = new Map<string, AddressView>();
  const add = (view: AddressView) => {
    if (!views.has(view.address)) {
      views.set(view.address, view);
    }
  };
  const kindOf = (address: string, told: HostAddressRow["kind"] | null): AddressView["kind"] => {
    if (isIP(address) === 6) {
      return "ipv6";
    }
    return shared || told === "private-ipv4" ? "inside" : "ipv4";
  };
  if (shared && isIP(shared) !== 0) {
    add({ address: shared, kind: "shared", gateway: null, netmask: null });
  }
  for (const { address, kind, gateway, netmask } of listed) {
    add({ address, kind: kindOf(address, kind), gateway, netmask });
  }
  // What the list of addresses leaves out and the host's own row tells.
  for (const address of [row.ipv4, row.ipv6, ...row.additionalIps]) {
    if (address !== null && isIP(address) !== 0) {
      add({ address, kind: kindOf(address, null), gateway: null, netmask: null });
    }
  }
  return [...views.values()];
}

const portsOf = (mappings: readonly Mapping[], shared: string | null): PortRow[] =>
  mappings
    .filter((mapping) => mapping.kind === "port")
    .map(({ id, publicIp, publicPort, insidePort }) => ({
      id,
      publicAddress: publicIp ?? shared,
      publicPort,
      insidePort,
    }));

export const domainsOf = (mappings: readonly Mapping[], shared: string | null): DomainRow[] =>
  mappings
    .filter((mapping) => mapping.kind === "domain")
    .map(({ id, publicIp, domain, insidePort }) => {
      const name = cleanText(domain, 253) ?? "";
      return {
        id,
        domain: name,
        written: writtenName(name),
        insidePort,
        record: dnsRecordOf(name, publicIp ?? shared),
      };
    });

/** Null where the address is none. */
function dnsRecordOf(domain: string, address: string | null): DnsRecord | null {
  const version = isIP(address ?? "");
  return address === null || version === 0
    ? null
    : { type: version === 6 ? "AAAA" : "A", name: domain, value: address };
}
