import { listOf } from "../fleet/address-book";
import type { SimHost } from "../fleet/host";
import { POOLS, poolOf } from "../fleet/ip-pools";
import type { Master } from "../master";

export interface AddressRow extends Record<string, string> {
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
