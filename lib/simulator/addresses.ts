import type { ActionContext, Answer } from "./action";
import { listOf } from "./address-book";
import { vmFreeip } from "./free-addresses";
import type { SimHost } from "./host";
import { POOLS, poolOf } from "./ip-pools";
import type { Master } from "./master";
import { hyperipblock } from "./pool-queries";
import { contains, equals, oneOf, rowsAnswer } from "./rows";

export const ADDRESS_QUERIES = { hyperip, hyperipblock, vm_freeip: vmFreeip };

interface AddressRow extends Record<string, string> {
  id: string;
  ipblockid: string;
  nodeid: string;
  /** 0: free. */
  vmid: string;
  ip: string;
  iptype: string;
  remark: string;
}

const PLACES_OF_A_POOL = 1_000;
const FIRST_OF_A_HOST = 100_000;
const PLACES_OF_A_HOST = 50;

/** The addresses that hosts have, and the free ones of each pool. */
function hyperip({ master, params }: ActionContext): Answer {
  const only = params.vmid ? params.vmid.split("|") : null;
  const found: AddressRow[] = [];
  const add = (row: AddressRow) => {
    const matches =
      equals(params.ipblockid, row.ipblockid) &&
      equals(params.ip, row.ip) &&
      oneOf(params.iptype, row.iptype) &&
      contains(params.remark, row.remark);
    if (matches) found.push(row);
  };
  if (!only || only.includes("0")) for (const row of freeRows(master)) add(row);
  for (const host of only ? only.flatMap((id) => master.hosts.get(id) ?? []) : master.hosts.values()) {
    for (const row of addressRowsOf(host)) add(row);
  }
  return rowsAnswer(found);
}

export const freeRows = (master: Master): AddressRow[] =>
  POOLS.flatMap((pool, n) =>
    master.addresses.freeOf(pool).map(({ ip, place }) => ({
      id: String(n * PLACES_OF_A_POOL + place + 1),
      ipblockid: pool.id,
      nodeid: pool.nodeid,
      vmid: "0",
      ip,
      iptype: pool.iptype,
      remark: "",
    })),
  );

export function addressRowsOf(host: SimHost): AddressRow[] {
  const listed = (text: string, iptype: string) => listOf(text).map((ip) => ({ ip, iptype }));
  const addresses = [
    ...listed(host.ip, host.iptype),
    ...listed(host.additionalsIp, host.iptype),
    ...listed(host.ipv6, "1"),
    ...listed(host.additionalsIpv6, "1"),
  ];
  return addresses.map(({ ip, iptype }, place) => ({
    id: String(FIRST_OF_A_HOST + Number(host.id) * PLACES_OF_A_HOST + place),
    ipblockid: poolOf(host.nodeid, iptype)?.id ?? "0",
    nodeid: host.nodeid,
    vmid: host.id,
    ip,
    iptype,
    remark: "",
  }));
}
