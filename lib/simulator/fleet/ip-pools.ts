import { NODES } from "./infrastructure";

export interface Pool {
  id: string;
  name: string;
  nodeid: string;
  /** 0 IPv4, 1 IPv6, 2 private IPv4. */
  iptype: "0" | "1" | "2";
  gateway: string;
  netmask: string;
  /** Addresses that no host has, in either fleet. */
  free: readonly string[];
}

const PUBLIC: Record<string, string> = {
  "1": "203.0.113",
  "2": "198.51.100",
  "3": "203.0.113",
  "4": "192.0.2",
  "5": "192.0.2",
};

/** Two nodes can share a range, so each has its own part of what the fleets leave free: eight addresses. */
const freeOf = (prefix: string, nodeid: string): string[] =>
  (nodeid === "3" || nodeid === "5"
    ? [252, 253, 9, 10, 11, 12, 13, 14]
    : [250, 251, 4, 5, 6, 15, 16, 17]
  ).map((last) => `${prefix}${last}`);

/** A pool of each kind for every node. */
export const POOLS: readonly Pool[] = NODES.flatMap(({ id, name }): Pool[] => {
  const ipv4 = `${PUBLIC[id] ?? "203.0.113"}.`;
  const inside = `172.16.${id === "1" ? 3 : 10 + Number(id)}.`;
  const ipv6 = `2001:db8:ffff:${id}::`;
  const pool = { nodeid: id, netmask: "255.255.255.0" };
  return [
    {
      ...pool,
      id: `${id}0`,
      name: `${name} public`,
      iptype: "0",
      gateway: `${ipv4}1`,
      free: freeOf(ipv4, id),
    },
    {
      ...pool,
      id: `${id}1`,
      name: `${name} IPv6`,
      iptype: "1",
      netmask: "64",
      gateway: `${ipv6}1`,
      free: freeOf(ipv6, id),
    },
    {
      ...pool,
      id: `${id}2`,
      name: `${name} private`,
      iptype: "2",
      gateway: `${inside}1`,
      free: freeOf(inside, id),
    },
  ];
});

export const poolOf = (nodeid: string, iptype: string): Pool | undefined =>
  POOLS.find((pool) => pool.nodeid === nodeid && pool.iptype === iptype);
