import type { ActionContext, Answer } from "./action";
import type { SimHost } from "./host";
import { POOLS, poolOf } from "./ip-pools";
import { contains, equals, oneOf, rowsAnswer } from "./rows";

export const ADDRESS_QUERIES = { hyperip };

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

const FIRST_OF_A_HOST = 1_000;
const PLACES_OF_A_HOST = 20;

/** The addresses that hosts have, and a few free ones of each pool. */
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
  if (!only || only.includes("0")) for (const row of FREE) add(row);
  for (const host of only ? only.flatMap((id) => master.hosts.get(id) ?? []) : master.hosts.values()) {
    for (const row of rowsOf(host)) add(row);
  }
  return rowsAnswer(found);
}

const FREE: AddressRow[] = POOLS.flatMap((pool, n) =>
  pool.free.map((ip, place) => ({
    id: String(n * 10 + place + 1),
    ipblockid: pool.id,
    nodeid: pool.nodeid,
    vmid: "0",
    ip,
    iptype: pool.iptype,
    remark: "",
  })),
);

function rowsOf(host: SimHost): AddressRow[] {
  const listed = (text: string, iptype: string) =>
    text
      .split(",")
      .filter((ip) => ip !== "")
      .map((ip) => ({ ip, iptype }));
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
